// The result: addresses in it can be clicked, and below it stands a list of the nodes it holds, for the keyboard and
// for reading aloud.
import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';

import { istKnoten, knotenpfad, knotenseite } from './server.js';

const ADRESSE = '"https?://[^"\\\\]+"';
const HOECHSTENS = 5000; // underlined addresses; a longer answer stays readable, its list below says how many there are
const GEZEIGT = 500; // nodes in the list
const AUF_TEXT = 6; // monaco.editor.MouseTargetType.CONTENT_TEXT

function oeffne(href, rel) {
  Object.assign(document.createElement('a'), { href, rel, target: '_blank' }).click();
}

/** The quoted address around a place in a line, without its quotes. */
function adresseBei(zeile, spalte) {
  for (const treffer of zeile.matchAll(new RegExp(ADRESSE, 'g'))) {
    if (treffer.index < spalte && spalte <= treffer.index + treffer[0].length) return treffer[0].slice(1, -1);
  }
  return null;
}

/** Nodes of an answer in its order, IRI -> what to call it. */
function knotenIn(wert, gefunden = new Map()) {
  if (Array.isArray(wert)) wert.forEach((w) => knotenIn(w, gefunden));
  else if (wert && typeof wert === 'object') {
    if (typeof wert.id === 'string' && istKnoten(wert.id)) {
      gefunden.set(wert.id, wert.titel ?? gefunden.get(wert.id) ?? '');
    }
    Object.values(wert).forEach((w) => knotenIn(w, gefunden));
  } else if (typeof wert === 'string' && istKnoten(wert) && !gefunden.has(wert)) gefunden.set(wert, '');
  return gefunden;
}

function lies(text) {
  try {
    const antwort = JSON.parse(text);
    return { knoten: [...knotenIn(antwort)], fehler: antwort?.errors?.length ?? 0, da: true };
  } catch {
    return { knoten: [], fehler: 0, da: false };
  }
}

/** Makes the addresses in the result editor links. Returns what undoes it. */
function verlinke(editor) {
  const marken = editor.createDecorationsCollection();
  const markiere = () =>
    marken.set(
      editor.getModel().findMatches(ADRESSE, false, true, true, null, true, HOECHSTENS).map(({ range, matches }) => {
        const eigener = istKnoten(matches[0].slice(1, -1));
        return {
          range,
          options: {
            inlineClassName: eigener ? 'adresse eigene' : 'adresse',
            hoverMessage: { value: eigener ? 'Klick öffnet die Seite dieses Knotens.' : 'Strg+Klick öffnet diese fremde Adresse.' },
          },
        };
      }),
    );
  let gedrueckt = null;
  const dinge = [
    editor.onDidChangeModelContent(markiere),
    editor.onMouseDown((e) => {
      gedrueckt = e.target.type === AUF_TEXT && e.event.leftButton ? e.target.position : null;
    }),
    editor.onMouseUp((e) => {
      // pressed and released at one place: a click, no selection
      if (!gedrueckt || !e.target.position?.equals(gedrueckt) || !editor.getSelection()?.isEmpty()) return;
      const iri = adresseBei(editor.getModel().getLineContent(gedrueckt.lineNumber), gedrueckt.column);
      if (!iri) return;
      if (istKnoten(iri)) oeffne(knotenseite(iri), 'noopener');
      else if (e.event.ctrlKey || e.event.metaKey) oeffne(iri, 'noopener noreferrer');
    }),
  ];
  editor.updateOptions({ links: false }); // Monaco's own would lead to the ids, not to this server
  markiere();
  return () => {
    dinge.forEach((d) => d.dispose());
    marken.clear();
  };
}

function worte({ knoten, fehler, da }) {
  if (!da) return 'Noch keine Antwort. „Ausführen“ holt sie.';
  if (fehler) return fehler === 1 ? 'Die Antwort nennt einen Fehler.' : `Die Antwort nennt ${fehler} Fehler.`;
  if (!knoten.length) return 'Die Antwort ist da; sie enthält keine Adressen von Knoten.';
  return knoten.length === 1 ? 'Die Antwort ist da, mit einem Knoten.' : `Die Antwort ist da, mit ${knoten.length} Knoten.`;
}

export function Ergebnis() {
  const editor = useGraphiQL((s) => s.responseEditor);
  const [stand, setStand] = useState(lies(''));
  useEffect(() => (editor ? verlinke(editor) : undefined), [editor]);
  useEffect(() => {
    if (!editor) return undefined;
    const neu = () => setStand(lies(editor.getValue()));
    neu();
    const ding = editor.onDidChangeModelContent(neu);
    return () => ding.dispose();
  }, [editor]);

  const { knoten } = stand;
  return (
    <div className="ergebnis">
      <p role="status">{worte(stand)}</p>
      {knoten.length > 0 && (
        <details>
          <summary>{knoten.length > GEZEIGT ? `Knoten öffnen (${GEZEIGT} von ${knoten.length})` : 'Knoten öffnen'}</summary>
          <ul>
            {knoten.slice(0, GEZEIGT).map(([iri, titel]) => (
              <li key={iri}>
                <a href={knotenseite(iri)} target="_blank" rel="noopener">
                  {titel && `${titel} `}
                  <code>{knotenpfad(iri)}</code>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
