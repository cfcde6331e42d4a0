/* <leitlinie-verweis iri="…"><a href="…">Text</a></leitlinie-verweis>: title, state and link of a node.
   While it loads, and when it cannot, the link inside is shown. Attributes: iri; dienst (address of the service,
   by default where this file came from). Set by the element: zustand (also "laedt", "unbekannt", "fehler"). */
(() => {
  "use strict";
  const name = "leitlinie-verweis";
  if (customElements.get(name)) return;
  const quelle = document.currentScript?.src;
  const worte = {
    gueltig: "gültig", kuenftig: "künftig", // the others are words as they are
  };
  const marken = { BEISPIEL: "Beispiel", AUSLEGUNG: "Auslegung" };
  const stil = new CSSStyleSheet();
  stil.replaceSync(`
    :host { display: inline; --f: light-dark(#1a6e2e, #8fd9a0); }
    :host([zustand="verzeichnet"]) { --f: light-dark(#3d4a5c, #b3c0cf); }
    :host([zustand="kuenftig"]) { --f: light-dark(#0b4f9e, #8dc0ff); }
    :host([zustand="abgelaufen"]), :host([zustand="ersetzt"]) { --f: light-dark(#7a4a00, #ffcf8a); }
    :host([zustand="aufgehoben"]) { --f: light-dark(#a1081c, #ff9aa5); }
    a { color: inherit; text-underline-offset: 0.15em; }
    a:focus-visible { outline: 0.15em solid; outline-offset: 0.1em; }
    b, i { display: inline-block; padding: 0 0.4em; border: 1px solid; border-radius: 0.25em; font-style: normal;
      font-weight: 600; font-size: 0.85em; line-height: 1.4; white-space: nowrap;
      color: light-dark(#fff, #11171e); background: var(--f); }
    i { color: light-dark(#4a2385, #d9c2ff); background: light-dark(#efe7fb, #2e2147); }
    small { font-size: 0.85em; }`);
  const neu = (art, text, teil) => Object.assign(document.createElement(art), { textContent: text, part: teil });
  const verweis = (adresse, text, teil) => {
    const a = neu("a", text, teil);
    if (/^https?:/i.test(adresse)) a.href = adresse;
    return a;
  };
  const tag = (iso) => (iso ? iso.slice(0, 10).split("-").reverse().join(".") : "");

  class Verweis extends HTMLElement {
    static get observedAttributes() { return ["iri", "dienst"]; }
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [stil];
    }
    get iri() { return this.getAttribute("iri") ?? ""; }
    set iri(wert) { this.setAttribute("iri", wert); }
    get dienst() {
      const wo = this.getAttribute("dienst") || quelle || this.iri.split("/id/")[0] + "/";
      return new URL("./", new URL(wo, document.baseURI)).href;
    }
    set dienst(wert) { this.setAttribute("dienst", wert); }
    get zustand() { return this.getAttribute("zustand") ?? ""; }
    connectedCallback() { this._lade(); }
    attributeChangedCallback(_name, alt, wert) { if (this.isConnected && alt !== wert) this._lade(); }

    _zeige(zustand, ...teile) {
      this.setAttribute("zustand", zustand);
      this.shadowRoot.replaceChildren(...teile);
    }
    _ersatz(zustand) {
      const fach = document.createElement("slot");
      fach.append(verweis(this.iri, this.iri, "link"));
      this._zeige(zustand, fach);
    }
    async _lade() {
      const lauf = this._lauf = {}; // several changes at once are one question, and only the last answer counts
      this._ersatz("laedt");
      await null;
      if (lauf !== this._lauf) return;
      try {
        const adresse = new URL("api/verweis", this.dienst);
        adresse.searchParams.set("id", this.iri);
        const antwort = await fetch(adresse, { credentials: "omit", referrerPolicy: "no-referrer" });
        const a = await antwort.json();
        if (lauf !== this._lauf) return;
        if (antwort.ok) this._stelle(a);
        else this._ersatz(antwort.status === 404 ? "unbekannt" : "fehler");
      } catch {
        if (lauf === this._lauf) this._ersatz("fehler");
      }
    }
    _stelle(a) {
      const teile = [verweis(a.adresse, a.titel, "link"), " "];
      if (marken[a.herkunft]) teile.push(neu("i", marken[a.herkunft], "marke"), " ");
      teile.push(neu("b", worte[a.zustand] ?? a.zustand, "zustand"));
      const wann = a.zustand === "kuenftig" ? " ab " + tag(a.gueltigVon)
        : a.gueltigBis && a.zustand !== "aufgehoben" ? " bis " + tag(a.gueltigBis) : "";
      if (wann) teile.push(neu("small", wann, "frist"));
      const wodurch = ["gueltig", "verzeichnet", "kuenftig"].includes(a.zustand) ? ", wird ersetzt durch "
        : a.zustand === "ersetzt" ? " durch " : ", ersetzt durch ";
      a.ersetztDurch.forEach((b, n) => {
        teile.push(neu("small", n ? ", " : wodurch, "durch"), verweis(b.adresse, b.titel, "nachfolger"));
      });
      this._zeige(a.zustand, ...teile);
    }
  }
  customElements.define(name, Verweis);
})();
