// Panel of the prepared queries: grouped by audience, searchable; one click opens a query, another runs it.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { useDeferredValue, useEffect, useId, useState } from 'react';

import { eingerueckt } from './links.js';
import { adresse, katalog } from './server.js';
import { AbfragenZeichen } from './zeichen.jsx';

const SCHMAL = window.matchMedia('(max-width: 50rem)'); // as in seite.css
/** Letters that differ in case or accents only count as the same. */
const vereinfacht = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

function passt(abfrage, suche) {
  const { titel, erklaerung, antwort, name, zielgruppen, prueffragen } = abfrage;
  const text = vereinfacht([titel, erklaerung, antwort, name, ...zielgruppen, ...prueffragen].join(' '));
  return vereinfacht(suche).split(/\s+/).every((wort) => text.includes(wort));
}

/** Each audience with its queries; one that is meant for several stands under each. */
const gruppen = (zielgruppen, liste) =>
  zielgruppen
    .map((name) => [name, liste.filter((a) => a.zielgruppen.includes(name))])
    .filter(([, eintraege]) => eintraege.length);

/** Puts a prepared query into the editors, and runs it if asked to. */
function useOeffnen(liste, beginn) {
  const { addTab, run, setOperationFacts, stop, updateActiveTabValues } = useGraphiQLActions();
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL((s) => s);
  return (abfrage, ausfuehren) => {
    const jetzt = queryEditor.getValue();
    const unberuehrt = !jetzt.trim() || jetzt === beginn || liste.some((a) => a.text === jetzt);
    stop();
    if (!unberuehrt) addTab(); // what someone wrote stays in its own tab
    const variables = eingerueckt(abfrage.variablen);
    queryEditor.setValue(abfrage.text);
    queryEditor.setScrollTop(0);
    variableEditor?.setValue(variables);
    responseEditor?.setValue('');
    // GraphiQL reads the editor a moment later; running now needs the operation now.
    const documentAST = parse(abfrage.text);
    const operations = documentAST.definitions.filter((d) => d.kind === 'OperationDefinition');
    setOperationFacts({ documentAST, operations, operationName: abfrage.name });
    updateActiveTabValues({ query: abfrage.text, variables, operationName: abfrage.name, response: null });
    if (ausfuehren) run();
    // below one another on a narrow screen, what was asked for would stay out of sight
    if (SCHMAL.matches) document.querySelector(ausfuehren ? '.graphiql-response' : '.graphiql-editors')?.scrollIntoView();
  };
}

function Eintrag({ abfrage, offen, oeffne }) {
  const id = useId();
  return (
    <li className={offen ? 'abfrage offen' : 'abfrage'}>
      <h4>
        <button type="button" id={id} aria-current={offen || undefined} onClick={() => oeffne(abfrage, false)}>
          {abfrage.titel}
        </button>
      </h4>
      {abfrage.erklaerung && <p>{abfrage.erklaerung}</p>}
      {offen && <p>{abfrage.antwort}</p>}
      {offen && abfrage.angaben.length > 0 && (
        <dl aria-label="Variablen">
          {abfrage.angaben.map((angabe) => (
            <div key={angabe.name}>
              <dt>
                <code>{angabe.name}</code>
                {angabe.pflicht && ' (nötig)'}
              </dt>
              <dd>{angabe.beschreibung}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="taten">
        <button type="button" className="tat" aria-label={`Ausführen: ${abfrage.titel}`} onClick={() => oeffne(abfrage, true)}>
          Ausführen
        </button>
        <a href={adresse(`abfragen/${abfrage.name}`)} aria-label={`Formular: ${abfrage.titel}`}>
          Formular
        </a>
      </p>
    </li>
  );
}

export function vorbereitet({ beginn, hinweis }) {
  function Inhalt() {
    const [{ zielgruppen, abfragen }, setKatalog] = useState({});
    const [fehler, setFehler] = useState(null);
    const [suche, setSuche] = useState('');
    const gesucht = useDeferredValue(suche.trim());
    const name = useGraphiQL((s) => s.tabs[s.activeTabIndex]?.operationName);
    const oeffne = useOeffnen(abfragen ?? [], beginn);
    useEffect(() => {
      katalog().then(setKatalog, (e) => setFehler(e.message));
    }, []);

    const treffer = (abfragen ?? []).filter((a) => !gesucht || passt(a, gesucht));
    return (
      <section className="vorbereitet" aria-label="Vorbereitete Abfragen">
        <h2>Vorbereitete Abfragen</h2>
        {hinweis && (
          <p className="hinweis" role="alert">
            {hinweis}
          </p>
        )}
        <label>
          <span>Suchen</span>
          <input type="search" value={suche} onChange={(e) => setSuche(e.target.value)} autoComplete="off" spellCheck="false" />
        </label>
        {fehler && (
          <p className="hinweis" role="alert">
            Die vorbereiteten Abfragen ließen sich nicht laden ({fehler}).
          </p>
        )}
        <p role="status" className="zahl">
          {abfragen ? `${treffer.length} von ${abfragen.length} Abfragen` : !fehler && 'Wird geladen …'}
        </p>
        {gruppen(zielgruppen ?? [], treffer).map(([zielgruppe, eintraege]) => (
          <section key={zielgruppe} aria-label={zielgruppe}>
            <h3>{zielgruppe}</h3>
            <ul>
              {eintraege.map((a) => (
                <Eintrag key={a.name} abfrage={a} offen={a.name === name} oeffne={oeffne} />
              ))}
            </ul>
          </section>
        ))}
      </section>
    );
  }
  return { title: 'Vorbereitete Abfragen', icon: AbfragenZeichen, content: Inhalt };
}
