"use strict";

const TOUTES_LES = 1000;
const COCHES = { sent: "✓", delivered: "✓✓", read: "✓✓", failed: "⚠" };
const COCHES_DITES = { sent: "envoyé", delivered: "livré", read: "lu", failed: "non remis" };
const par = (id) => document.getElementById(id);
const heure = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const jour = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long" });

let livre = { version: -1, messages: [], lignes: {} };
let choisi = new URLSearchParams(location.search.replaceAll("+", "%2B")).get("tel") || "";

function element(nom, classe, texte) {
  const noeud = document.createElement(nom);
  if (classe) noeud.className = classe;
  if (texte !== undefined) noeud.textContent = texte;
  return noeud;
}

function lisible(telephone) {
  const coupe = /^(\+(?:223|225|86))(\d+)$/.exec(telephone);
  if (!coupe) return telephone;
  return `${coupe[1]} ${coupe[2].match(/\d{1,2}/g).join(" ")}`;
}

function pays(telephone) {
  if (telephone.startsWith("+223")) return "ML";
  if (telephone.startsWith("+225")) return "CI";
  if (telephone.startsWith("+86")) return "CN";
  return "☎";
}

function riche(texte) {
  const fragment = document.createDocumentFragment();
  const motif = /(https?:\/\/[^\s]+)|\*([^*\n]+)\*|_([^_\n]+)_/g;
  let fin = 0;
  for (const trouve of texte.matchAll(motif)) {
    fragment.append(texte.slice(fin, trouve.index));
    if (trouve[1]) {
      const lien = element("a", "", trouve[1]);
      lien.href = trouve[1];
      lien.target = "_blank";
      lien.rel = "noopener noreferrer";
      fragment.append(lien);
    } else {
      fragment.append(trouve[2] ? element("strong", "", trouve[2]) : element("em", "", trouve[3]));
    }
    fin = trouve.index + trouve[0].length;
  }
  fragment.append(texte.slice(fin));
  return fragment;
}

function bulle(message) {
  const ligne = element("li", message.sens);
  const corps = element("div", "bulle");
  if (message.image_url) {
    const image = element("img");
    image.src = message.image_url;
    image.alt = "Photo jointe";
    corps.append(image);
  }
  if (message.document_url) {
    const piece = element("a", "piece", `📄 ${message.nom_fichier || "Document"}`);
    piece.href = message.document_url;
    corps.append(piece);
  }
  corps.append(riche(message.contenu));
  const pied = element("div", "pointe");
  pied.append(element("time", "", heure.format(new Date(message.le))));
  if (message.sens === "sortant") {
    const coche = element("span", message.statut, COCHES[message.statut] || "");
    coche.title = COCHES_DITES[message.statut] || message.statut;
    pied.append(coche);
  }
  corps.append(pied);
  ligne.append(corps);
  return ligne;
}

function conversations() {
  const groupes = new Map();
  for (const message of livre.messages) {
    const suite = groupes.get(message.telephone) || [];
    suite.push(message);
    groupes.set(message.telephone, suite);
  }
  return [...groupes.entries()].sort((a, b) => (a[1].at(-1).le < b[1].at(-1).le ? 1 : -1));
}

function peindreContacts(groupes) {
  const cherche = par("filtre").value.trim().toLowerCase();
  const chiffres = cherche.replace(/[^\d]/g, "");
  const visibles = groupes.filter(
    ([telephone, suite]) =>
      !cherche ||
      (chiffres && telephone.includes(chiffres)) ||
      suite.some((message) => message.contenu.toLowerCase().includes(cherche)),
  );
  const noeuds = visibles.map(([telephone, suite]) => {
    const dernier = suite.at(-1);
    const contact = element("a", "contact");
    contact.href = `/?tel=${encodeURIComponent(telephone)}`;
    contact.setAttribute("aria-current", String(telephone === choisi));
    contact.addEventListener("click", (geste) => {
      geste.preventDefault();
      choisir(telephone);
    });
    contact.append(
      element("span", "rond", pays(telephone)),
      element("strong", "", lisible(telephone)),
      element("time", "", heure.format(new Date(dernier.le))),
      element("span", "apercu", dernier.contenu.replaceAll("*", "").split("\n").join(" ")),
      element("span", "nombre", String(suite.length)),
    );
    return contact;
  });
  if (!noeuds.length) {
    const attente = livre.messages.length ? "Aucun téléphone ne correspond." : "Aucun message encore.";
    noeuds.push(element("p", "vide", attente));
  }
  par("contacts").replaceChildren(...noeuds);
}

function peindreFil(groupes) {
  const fil = par("fil");
  const enBas = fil.scrollHeight - fil.scrollTop - fil.clientHeight < 80;
  const suite = (groupes.find(([telephone]) => telephone === choisi) || ["", []])[1];
  const noeuds = [];
  let dernierJour = "";
  for (const message of suite) {
    const date = jour.format(new Date(message.le));
    if (date !== dernierJour) {
      const separateur = element("li", "jour");
      separateur.append(element("span", "", date));
      noeuds.push(separateur);
      dernierJour = date;
    }
    noeuds.push(bulle(message));
  }
  if (!noeuds.length) {
    noeuds.push(element("li", "vide", choisi ? "Rien reçu sur ce numéro." : "← Choisissez un téléphone"));
  }
  fil.replaceChildren(...noeuds);
  if (enBas) fil.scrollTop = fil.scrollHeight;
  par("numero").textContent = choisi ? lisible(choisi) : "Choisissez un téléphone";
  par("repondre").hidden = !choisi;
  document.body.classList.toggle("choisi", Boolean(choisi));
}

function peindrePied() {
  const nombre = livre.messages.filter((message) => message.sens === "sortant").length;
  par("compte").textContent = `${nombre} message${nombre > 1 ? "s" : ""}`;
  par("lignes").replaceChildren(
    ...Object.entries(livre.lignes).map(([compte, statut]) => {
      const ligne = element("span", statut, compte);
      ligne.title = statut;
      return ligne;
    }),
  );
}

function peindre() {
  const groupes = conversations();
  if (!choisi && groupes.length && matchMedia("(min-width: 761px)").matches) choisi = groupes[0][0];
  peindreContacts(groupes);
  peindreFil(groupes);
  peindrePied();
}

function choisir(telephone) {
  choisi = telephone;
  history.replaceState(null, "", telephone ? `/?tel=${encodeURIComponent(telephone)}` : "/");
  par("fil").scrollTop = par("fil").scrollHeight;
  peindre();
}

async function lire() {
  try {
    const reponse = await fetch(`/_grand_livre?version=${livre.version}`);
    const lu = await reponse.json();
    if (!lu.inchange) {
      livre = lu;
      peindre();
    }
  } catch {
    par("compte").textContent = "Simulateur arrêté — nouvelle tentative…";
  } finally {
    setTimeout(lire, TOUTES_LES);
  }
}

par("filtre").addEventListener("input", peindre);
par("retour").addEventListener("click", (geste) => {
  geste.preventDefault();
  choisir("");
});
par("repondre").addEventListener("submit", async (geste) => {
  geste.preventDefault();
  const champ = par("texte");
  const texte = champ.value.trim();
  if (!texte || !choisi) return;
  champ.value = "";
  await fetch("/_entrant", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ telephone: choisi, texte }),
  });
});
peindre();
lire();
