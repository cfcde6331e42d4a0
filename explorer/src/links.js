// Addresses of a question. Two forms:
//   ?abfrage=NAME&variable=wert   a prepared query, each variable that differs from its default by name
//   #query=…&variables=…          any other; behind the # so that it reaches no server's log
import { parse } from 'graphql';

import { adresse } from './server.js';

export const eingerueckt = (variablen) => JSON.stringify(variablen, null, 2);

/** Variables as the editor holds them; null when they are no JSON object. */
function gelesen(text) {
  if (!text?.trim()) return {};
  try {
    const wert = JSON.parse(text);
    return wert && typeof wert === 'object' && !Array.isArray(wert) ? wert : null;
  } catch {
    return null;
  }
}

const grundtyp = (typ) => (typ.type ? grundtyp(typ.type) : typ.name.value);
const istListe = (typ) => typ.kind === 'ListType' || (typ.kind === 'NonNullType' && istListe(typ.type));

/** The value of a variable from an address, where everything is text. */
function wertAusText(typ, texte) {
  if (istListe(typ) && !texte[0].startsWith('[')) return texte;
  const [text] = texte;
  if (['String', 'ID'].includes(grundtyp(typ)) && !istListe(typ)) return text;
  try {
    return JSON.parse(text); // numbers, true, false, null, lists and objects
  } catch {
    return text; // names of enums, dates
  }
}

const textAusWert = (wert) => (typeof wert === 'string' ? wert : JSON.stringify(wert));

function variablenDefinitionen(text) {
  try {
    return parse(text).definitions.find((d) => d.kind === 'OperationDefinition')?.variableDefinitions ?? [];
  } catch {
    return [];
  }
}

/**
 * What the page's address asks for: `{query, variables}`, `{unbekannt}` when it names a prepared query that there is
 * not, or null when it asks for nothing.
 */
export async function ausAdresse(ort, ladeListe) {
  const marke = new URLSearchParams(ort.hash.slice(1));
  if (marke.has('query')) return { query: marke.get('query'), variables: marke.get('variables') ?? '' };
  const angaben = new URLSearchParams(ort.search);
  const name = angaben.get('abfrage');
  if (!name) return null;
  const abfrage = (await ladeListe()).find((a) => a.name === name);
  if (!abfrage) return { unbekannt: name };
  const variablen = { ...abfrage.variablen };
  for (const { variable, type } of variablenDefinitionen(abfrage.text)) {
    const texte = angaben.getAll(variable.name.value);
    if (texte.length) variablen[variable.name.value] = wertAusText(type, texte);
  }
  return { query: abfrage.text, variables: eingerueckt(variablen) };
}

/** The address of what the editors hold. */
export function alsAdresse(query, variables, liste) {
  if (!query?.trim()) return adresse('graphql');
  const abfrage = liste.find((a) => a.text.trim() === query.trim());
  const werte = gelesen(variables);
  if (abfrage && werte) {
    const angaben = kurz(abfrage, werte);
    if (angaben) return `${adresse('graphql')}?${angaben}`;
  }
  const marke = new URLSearchParams({ query });
  if (variables?.trim() && eingerueckt(werte) !== '{}') marke.set('variables', variables);
  return `${adresse('graphql')}#${marke}`;
}

/** The short form, or null where it would not lead back to the same variables. */
function kurz(abfrage, werte) {
  const angaben = new URLSearchParams({ abfrage: abfrage.name });
  const definitionen = new Map(variablenDefinitionen(abfrage.text).map((d) => [d.variable.name.value, d]));
  if (Object.keys(abfrage.variablen).some((name) => !(name in werte))) return null;
  for (const [name, wert] of Object.entries(werte)) {
    if (eingerueckt(wert) === eingerueckt(abfrage.variablen[name])) continue;
    const text = textAusWert(wert);
    const typ = definitionen.get(name)?.type;
    if (!typ || BELEGT.has(name) || eingerueckt(wertAusText(typ, [text])) !== eingerueckt(wert)) return null;
    angaben.set(name, text);
  }
  return angaben;
}

/** Names that the address itself or the endpoint needs. */
const BELEGT = new Set(['abfrage', 'query', 'variables', 'operationName', 'extensions', 'documentId']);
