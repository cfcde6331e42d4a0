// What the list of licences does not know: packages that carry the notices of code they contain themselves.
import { readFileSync } from 'node:fs';

const BEILAGEN = {
  'LIZENZEN-monaco-editor.txt': 'node_modules/monaco-editor/ThirdPartyNotices.txt',
};

export function beilagen() {
  return {
    name: 'leitlinien-beilagen',
    generateBundle() {
      for (const [fileName, quelle] of Object.entries(BEILAGEN)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(quelle, 'utf8') });
      }
    },
  };
}
