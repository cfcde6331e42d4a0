// Monaco's workers, bundled as files of this server. (The packages' own setup module writes to the console.)
import Editor from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import Json from 'monaco-editor/esm/vs/language/json/json.worker.js?worker';
import GraphQL from 'monaco-graphql/esm/graphql.worker.js?worker';

const ARBEITER = { json: Json, graphql: GraphQL };

globalThis.MonacoEnvironment = {
  getWorker: (_id, sprache) => new (ARBEITER[sprache] ?? Editor)(),
};
