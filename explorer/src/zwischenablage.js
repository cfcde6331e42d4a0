// `navigator.clipboard` exists on HTTPS and localhost only; many of these servers speak plain HTTP in a closed network.

function alterWeg(text) {
  const feld = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'nur-vorlesen' });
  const vorher = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(feld);
  feld.select();
  const gelungen = document.execCommand('copy');
  feld.remove();
  vorher?.focus();
  if (!gelungen) throw new Error('Der Browser erlaubt das Kopieren nicht.');
}

export async function kopiere(text) {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // not allowed: the old way asks nobody
    }
  }
  alterWeg(text);
}

// GraphiQL's own button for copying takes the same way.
if (!navigator.clipboard) {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => alterWeg(text) } });
}
