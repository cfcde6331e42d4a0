// Composes subgraphs: each argument is NAME=FILE. Prints the errors and the supergraph.
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';

const dienste = process.argv.slice(2).map((angabe) => {
  const [name, datei] = angabe.split('=');
  return { name, url: `http://${name}.example/graphql`, typeDefs: parse(readFileSync(datei, 'utf8')) };
});
const { errors, supergraphSdl } = composeServices(dienste);
console.log(JSON.stringify({ fehler: (errors ?? []).map((f) => f.message), sdl: supergraphSdl ?? '' }));
