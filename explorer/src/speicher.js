// What the browser keeps: tabs, history, settings. One server may hold several installations under different paths, so
// each keeps to its own names; where the browser keeps nothing, the page works without.
const VORSATZ = `leitlinien:${new URL('.', document.baseURI).pathname}:`;

function ablage() {
  try {
    localStorage.getItem(VORSATZ);
    return localStorage;
  } catch {
    return null;
  }
}

const lager = ablage();
const eigene = () => Object.keys(lager ?? {}).filter((name) => name.startsWith(VORSATZ));

export const speicher = lager && {
  getItem: (name) => lager.getItem(VORSATZ + name),
  setItem: (name, wert) => lager.setItem(VORSATZ + name, wert),
  removeItem: (name) => lager.removeItem(VORSATZ + name),
  clear: () => eigene().forEach((name) => lager.removeItem(name)),
  get length() {
    return eigene().length;
  },
};
