// Monaco, React's dialogs and their like write <style> elements. The page's policy takes only those that carry its
// nonce, so they get it when they are made. Imported first: some are made while modules load.
const { nonce } = document.getElementById('explorer');
const erzeuge = Document.prototype.createElement;

Document.prototype.createElement = function createElement(...angaben) {
  const element = erzeuge.apply(this, angaben);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};
