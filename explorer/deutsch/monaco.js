// Monaco's module build carries the English texts only. Its loader build comes with German texts by number, and calls
// them by that number beside the same English text: read together, the two are a dictionary.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

export const MONACO = 'monaco-editor/esm/vs/nls.js';
const MINDESTENS = 1000; // entries; 0.52.2 has some 1,400

function woerterbuch(wurzel) {
  const ordner = `${wurzel}/node_modules/monaco-editor/dev/vs`;
  const welt = { define: (_braucht, modul) => modul() };
  runInNewContext(readFileSync(`${ordner}/nls.messages.de.js`, 'utf8'), welt);
  const deutsch = welt._VSCODE_NLS_MESSAGES;
  const buch = {};
  const ruf = /\blocalize2?\((\d+), ?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)/g;
  for (const [, nummer, literal] of readFileSync(`${ordner}/editor/editor.main.js`, 'utf8').matchAll(ruf)) {
    const englisch = runInNewContext(literal);
    const wort = deutsch?.[Number(nummer)];
    if (typeof wort === 'string' && wort !== englisch) buch[englisch] ??= wort;
  }
  return buch;
}

/** The module through which all of Monaco's texts pass, with the dictionary in it. */
export function deutscheMeldungen(code, wurzel, fehlt) {
  const buch = woerterbuch(wurzel);
  if (Object.keys(buch).length < MINDESTENS) fehlt(`${MINDESTENS} deutsche Meldungen`);
  const stellen = [
    ['    return _format(message, args);', '    return _format(DEUTSCH[message] ?? message, args);'],
    ['        message = originalMessage;', '        message = DEUTSCH[originalMessage] ?? originalMessage;'],
  ];
  for (const [alt, neu] of stellen) {
    if (!code.includes(alt)) fehlt(alt.trim());
    code = code.replaceAll(alt, () => neu);
  }
  return `const DEUTSCH = ${JSON.stringify(buch)};\n${code}`;
}
