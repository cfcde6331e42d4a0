// The button that copies the address of what the editors hold, and the address bar that follows them.
import { useGraphiQL } from '@graphiql/react';
import { useEffect, useRef, useState } from 'react';

import { alsAdresse } from './links.js';
import { abfragen } from './server.js';
import { kopiere } from './zwischenablage.js';

const RUHE = 400; // ms; a browser allows some hundred changes of the address in half a minute
const ohneListe = () => [];

/** Keeps the address bar at what the active tab asks, from the first change on. */
export function Adresszeile({ beginn }) {
  const tab = useGraphiQL((s) => s.tabs[s.activeTabIndex]);
  const zuerst = useRef(null);
  const { query, variables } = tab ?? {};
  useEffect(() => {
    const jetzt = `${query}\n${variables}`;
    zuerst.current ??= jetzt;
    if (zuerst.current === jetzt) return undefined;
    const uhr = setTimeout(async () => {
      zuerst.current = '';
      const ort = alsAdresse(query === beginn ? '' : query, variables, await abfragen().catch(ohneListe));
      if (ort !== location.href) history.replaceState(null, '', ort);
    }, RUHE);
    return () => clearTimeout(uhr);
  }, [query, variables, beginn]);
  return null;
}

export function LinkKopieren() {
  const { queryEditor, variableEditor } = useGraphiQL((s) => s);
  const [stand, setStand] = useState('');
  const [vonHand, setVonHand] = useState(null);
  const dialog = useRef(null);
  useEffect(() => {
    if (!stand) return undefined;
    const uhr = setTimeout(() => setStand(''), 4000);
    return () => clearTimeout(uhr);
  }, [stand]);
  useEffect(() => {
    if (vonHand) dialog.current.showModal();
  }, [vonHand]);

  async function klick() {
    const link = alsAdresse(queryEditor.getValue(), variableEditor?.getValue(), await abfragen().catch(ohneListe));
    try {
      await kopiere(link);
      setStand('Link kopiert');
    } catch {
      setVonHand(link);
    }
  }

  return (
    <>
      <button type="button" className="tat" onClick={klick} disabled={!queryEditor}>
        Link kopieren
      </button>
      <span role="status" className="meldung">
        {stand}
      </span>
      {vonHand && (
        <dialog ref={dialog} className="von-hand" onClose={() => setVonHand(null)} aria-labelledby="von-hand">
          <form method="dialog">
            <h2 id="von-hand">Link zum Kopieren</h2>
            <p>Der Browser lässt die Seite nicht kopieren. Der Link ist ausgewählt; Strg+C kopiert ihn.</p>
            <input readOnly value={vonHand} aria-label="Link" onFocus={(e) => e.target.select()} autoFocus />
            <button className="tat">Schließen</button>
          </form>
        </dialog>
      )}
    </>
  );
}
