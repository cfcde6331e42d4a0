// Signs of the panels, each with its word: a bar of signs alone says nothing to someone who meets it first.
const zeichen = (wort, pfad) =>
  function Zeichen(angaben) {
    return (
      <span className="zeichen" {...angaben}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
          <path d={pfad} />
        </svg>
        <span>{wort}</span>
      </span>
    );
  };

export const AbfragenZeichen = zeichen('Abfragen', 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01');
export const BaukastenZeichen = zeichen('Baukasten', 'M4 5h7v6H4zM13 13h7v6h-7zM17 4v6M14 7h6M4 16h6');
export const VerlaufZeichen = zeichen('Verlauf', 'M4 12a8 8 0 1 0 2.6-5.9M4 4v4h4M12 8v4l3 2');
export const DatenmodellZeichen = zeichen('Modell', 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9');
