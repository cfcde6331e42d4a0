// The server, by addresses relative to the page: it may live under a path prefix and behind a proxy.
const wurzel = document.getElementById('explorer');

export const adresse = (pfad) => new URL(pfad, document.baseURI).href;

/** Base of the ids of this installation's nodes. It names them and need not be where this page came from. */
export const BASIS = wurzel.dataset.basis;
const KNOTEN = `${BASIS}id/`;

/** Whether an IRI is a node of this installation. */
export const istKnoten = (iri) => iri.startsWith(KNOTEN) && iri.length > KNOTEN.length;
/** Local path of a node. */
export const knotenpfad = (iri) => iri.slice(KNOTEN.length);
/** Where this server shows a node. */
export const knotenseite = (iri) => adresse(`id/${knotenpfad(iri)}`);

/** GraphiQL's fetcher. What goes wrong on the way becomes an answer with a German error. */
export async function frage(parameter) {
  let antwort;
  try {
    antwort = await fetch(adresse('graphql'), {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
      },
      body: JSON.stringify(parameter),
    });
  } catch {
    return fehler('Der Server ist nicht zu erreichen. Bitte die Verbindung prüfen und noch einmal ausführen.');
  }
  try {
    return await antwort.json();
  } catch {
    return fehler(`Der Server hat mit Status ${antwort.status} geantwortet, aber nicht mit JSON.`);
  }
}

const fehler = (message) => ({ errors: [{ message }] });

let geladen;
/** The prepared queries and the order of their audiences, asked for once. */
export function katalog() {
  geladen ??= fetch(adresse('explorer/abfragen.json'), { headers: { accept: 'application/json' } }).then((antwort) => {
    if (!antwort.ok) throw new Error(`Status ${antwort.status}`);
    return antwort.json();
  });
  return geladen;
}
/** The prepared queries alone. */
export const abfragen = async () => (await katalog()).abfragen;
