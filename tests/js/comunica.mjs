// Follows links from page to page: arguments are a start address, the base of all addresses it may ask for, and a
// SPARQL query. Prints the rows, and which addresses were asked for.
import { QueryEngine } from '@comunica/query-sparql-link-traversal';

const [start, basis, frage] = process.argv.slice(2);
const gefragt = new Set();

function hole(anfrage, angaben) {
  const adresse = new URL(anfrage instanceof Request ? anfrage.url : anfrage).href;
  if (!adresse.startsWith(basis)) {
    return Promise.resolve(new Response('', { status: 404 }));
  }
  gefragt.add(adresse.slice(basis.length));
  return fetch(anfrage, angaben);
}

const gefunden = await new QueryEngine().queryBindings(frage, { sources: [start], lenient: true, fetch: hole });
const zeilen = await gefunden.toArray();
console.log(
  JSON.stringify({
    zeilen: zeilen.map((z) => Object.fromEntries([...z].map(([name, wert]) => [name.value, wert.value]))),
    gefragt: [...gefragt].sort(),
  }),
);
