// GraphiQL, Monaco and graphql-js have no switch for the language of what they say (Monaco's module build lost its
// own). This plugin replaces their words while bundling. Every word of the tables has to be found where the table
// expects it, else the build fails: an update cannot quietly bring English back.
import { MONACO, deutscheMeldungen } from './monaco.js';
import { TABELLEN } from './woerter.js';

const ORDNER = '/node_modules/';

/** Modules still to be seen, by part of the build. Shared: each worker is built by its own instance of the plugin. */
const offen = {
  seite: new Set([...Object.keys(TABELLEN.seite), MONACO]),
  worker: new Set(Object.keys(TABELLEN.worker)),
};

/** Both spellings of a string literal in the packages' code. */
function schreibweisen(text) {
  const doppelt = JSON.stringify(text);
  const innen = doppelt.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return [doppelt, `'${innen}'`];
}

function ersetze(code, { woerter = {}, stellen = [] }, fehlt) {
  for (const [englisch, wort] of Object.entries(woerter)) {
    const gefunden = schreibweisen(englisch).filter((s) => code.includes(s));
    if (!gefunden.length) fehlt(englisch);
    for (const s of gefunden) code = code.replaceAll(s, () => JSON.stringify(wort));
  }
  for (const [alt, neu] of stellen) {
    if (!code.includes(alt)) fehlt(alt);
    code = code.replaceAll(alt, () => neu);
  }
  return code;
}

/** `teil` is the part of the build that is translated, `seite` or `worker`: each holds its own set of modules. */
export function deutsch(teil) {
  const tabelle = TABELLEN[teil];
  let wurzel;
  return {
    name: `leitlinien-deutsch-${teil}`,
    enforce: 'pre',
    configResolved(config) {
      wurzel = config.root;
    },
    transform(code, id) {
      const pfad = id.split('?')[0].replaceAll('\\', '/');
      if (id.startsWith('\0') || !pfad.includes(ORDNER)) return null;
      const modul = pfad.slice(pfad.lastIndexOf(ORDNER) + ORDNER.length);
      const fehlt = (text) => this.error(`${modul} sagt nicht mehr: ${text}`);
      const istMonaco = teil === 'seite' && modul === MONACO;
      if (!istMonaco && !Object.hasOwn(tabelle, modul)) return null;
      offen[teil].delete(modul);
      return istMonaco ? deutscheMeldungen(code, wurzel, fehlt) : ersetze(code, tabelle[modul], fehlt);
    },
    generateBundle() {
      // by now all workers are built
      const fehlend = teil === 'seite' ? [...offen.seite, ...offen.worker] : [];
      if (fehlend.length) this.error(`nicht mehr im Bündel: ${fehlend.join(', ')}`);
    },
  };
}
