import './nonce.js'; // first of all
import './arbeiter.js';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import 'graphiql/graphiql.css'; // not style.css, which holds fonts as data: addresses
import './seite.css';

import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { useGraphiQL } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

import { Ergebnis } from './ergebnis.jsx';
import { Adresszeile, LinkKopieren } from './kopieren.jsx';
import { ausAdresse } from './links.js';
import { abfragen, adresse, frage } from './server.js';
import { speicher } from './speicher.js';
import { vorbereitet } from './vorbereitet.jsx';
import { BaukastenZeichen, DatenmodellZeichen, VerlaufZeichen } from './zeichen.jsx';

const BEGINN = `# Links stehen vorbereitete Abfragen: Ein Klick auf die Frage öffnet sie, „Ausführen“ holt die Antwort.
# Hier lässt sich alles ändern. Strg+Eingabe führt aus, Strg+Leertaste schlägt vor, was passt.
query stand {
  stand {
    revision
    zeit
  }
}
`;
const SCHRIFT = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Consolas, monospace';

// GraphiQL knows these two by their identity, so they get their signs in place.
HISTORY_PLUGIN.icon = VerlaufZeichen;
DOC_EXPLORER_PLUGIN.icon = DatenmodellZeichen;

const { content: Felder } = explorerPlugin({ showAttribution: false, hideActions: true });
const BAUKASTEN = {
  title: 'Abfrage-Baukasten',
  icon: BaukastenZeichen,
  content: () => (
    <section className="baukasten" aria-label="Abfrage-Baukasten">
      <h2>Abfrage-Baukasten</h2>
      <p>Was angekreuzt ist, steht in der Abfrage; ein Pfeil zeigt, was darunter liegt.</p>
      <Felder />
    </section>
  ),
};

/** Monaco calls all its editors the same; here each has its name, and a font the machine has. */
function Editoren() {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL((s) => s);
  useEffect(() => {
    const namen = [
      [queryEditor, 'Abfrage. Strg+M wechselt, ob die Tabulatortaste einrückt oder weiterführt.'],
      [variableEditor, 'Variablen der Abfrage, als JSON. Strg+M wechselt, ob die Tabulatortaste einrückt oder weiterführt.'],
      [responseEditor, 'Ergebnis, als JSON'],
    ];
    for (const [editor, ariaLabel] of namen) {
      editor?.updateOptions({ ariaLabel, fontFamily: SCHRIFT, fontSize: 14, renderFinalNewline: 'on', wordWrap: 'on' });
    }
  }, [queryEditor, variableEditor, responseEditor]);
  return null;
}

/** Each panel begins at its top, wherever the one before was. */
function Anfang() {
  const bereich = useGraphiQL((s) => s.visiblePlugin);
  useEffect(() => {
    document.querySelector('.graphiql-plugin')?.scrollTo(0, 0);
  }, [bereich]);
  return null;
}

function Seite({ link, plugins }) {
  return (
    <GraphiQL
      fetcher={frage}
      storage={speicher}
      plugins={plugins}
      visiblePlugin={plugins[0]}
      defaultQuery={BEGINN}
      initialQuery={link?.query}
      initialVariables={link?.variables}
      inputValueDeprecation
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <nav aria-label="Hauptnavigation">
          <a href={adresse('.')}>Leitlinien</a>
          <a href={adresse('abfragen')}>Abfragen</a>
          <h1>GraphQL</h1>
        </nav>
        <LinkKopieren />
        <Adresszeile beginn={BEGINN} />
        <Editoren />
        <Anfang />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <Ergebnis />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

const link = await ausAdresse(location, abfragen).catch(() => null);
const hinweis = link?.unbekannt && `Eine Abfrage „${link.unbekannt}“ gibt es nicht. Diese gibt es:`;
const plugins = [vorbereitet({ beginn: BEGINN, hinweis }), BAUKASTEN, HISTORY_PLUGIN];
createRoot(document.getElementById('explorer')).render(<Seite link={link} plugins={plugins} />);
