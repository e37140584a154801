"""Lines that a web page leaves in a copied article: navigation, counters, sharing, cookies, credits."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 160  # code points; longer lines say something

_NUMBER: Final = r"\d[\d.,\u00a0\u202f ]*\s?[kKmM]?"
_COUNTED: Final = (
    r"views?|vues?|visualizaç\w+|visualizzazion\w+|visualizaciones|vistas|aufrufe|weergaven|просмотр\w*|"
    r"comments?|commentaires?|comentarios?|comentários?|commenti|kommentare?|reacties|комментари\w*|"
    r"likes?|j[’']aime|me gusta|gefällt|mi piace|shares?|partages?|reads?|followers?|replies|"
    r"min(?:ute)?s?[ -]read|"
    r"min(?:uten)? lesezeit|min(?:utes)? de lecture|min(?:utos)? de lectura|min(?:uti)? di lettura"
)
_WHOLE: Final = (
    r"(?:back to |go to |haut de |bas de |retour en |zum |nach |volver |torna )?(?:the )?"
    r"(?:top|bottom|end|haut|bas|début|fin|seitenanfang|seitenende|arriba|su|oben) ?(?:of|de|der|"
    r"della)?(?: the| la)? ?"
    r"(?:page|seite|página|pagina)?",
    r"skip to (?:main )?(?:content|navigation)|aller au contenu|zum inhalt(?: springen)?|saltar al contenido|"
    r"vai al contenuto",
    r"advertisement|advertising|sponsored(?: content)?|ad|anzeige|werbung|publicité|publicidad|"
    r"publicidade|pubblicità|"
    r"реклама|广告|廣告|広告",
    r"share(?: this)?(?: article| story| post| page)?(?: on [\w ,]+)?|partager(?: (?:cet article|"
    r"sur [\w ,]+))?|"
    r"(?:artikel )?teilen|compartir(?: en [\w ,]+)?|compartilhar|condividi(?: su [\w ,]+)?|delen|"
    r"поделиться|分享|シェア",
    r"(?:tweet|facebook|twitter|x|whatsapp|linkedin|instagram|telegram|e-?mail|print|drucken|imprimer|"
    r"imprimir|stampa|"
    r"copy link|copier le lien|link kopieren)(?:[\s|·,/]+(?:tweet|facebook|twitter|x|whatsapp|linkedin|"
    r"instagram|telegram|"
    r"e-?mail|print|share|copy link))*",
    r"(?:read|see|load|show) more(?: (?:articles?|stories|comments?))?|lire (?:la suite|aussi|plus)|"
    r"weiterlesen|mehr lesen|"
    r"leer más|leia (?:mais|também)|leggi (?:anche|tutto)|lees (?:meer|verder)|читать (?:далее|дальше)|"
    r"related (?:articles?|stories|posts?|content)|recent posts|see all|voir tout|alle anzeigen|ver todo",
    r"(?:menu|home|search|log ?in|sign ?(?:in|up)|subscribe(?: now| to [\w ]+)?|newsletter|s[’']abonner|"
    r"abonnieren|"
    r"suscríbete|iscriviti|anmelden|einloggen|se connecter|connexion|close|schließen|fermer|cerrar)",
    r"(?:leave a |write a |add a )?(?:reply|comment)(?: cancel reply)?|laisser un commentaire|"
    r"kommentar (?:schreiben|verfassen)",
    r"(?:accept|reject|manage|alle|tout)? ?(?:all )?cookies?(?: policy| settings| akzeptieren| accepter)?",
    r"(?:previous|next)(?: (?:article|post|story|page))?|(?:article|artikel) (?:précédent|suivant)|"
    r"(?:nächster|vorheriger) artikel|page \d+(?: (?:of|sur|von) \d+)?",
    rf"(?:(?:{_NUMBER})\s*(?:{_COUNTED})[\s·|,•]*)+",
    rf"(?:{_COUNTED})\s*[:(]?\s*\d[\d.,]*\)?",
)
_BEGINNINGS: Final = (
    r"(?:source|sources|quelle|quellen|fuente|fonte|bron|källa|kilde|źródło|источник|来源|來源|出典|via|"
    r"originally published (?:in|on|at|by))"
    r"\s*[:：]\s?\S",
    r"©|\(c\) ?\d{4}|copyright\b|all rights reserved|tous droits réservés|alle rechte vorbehalten|"
    r"todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|"
    r"все права защищены",
    r"(?:we|this (?:web)?site) uses? cookies\b|nous utilisons des cookies|wir verwenden cookies|"
    r"diese (?:web)?seite verwendet cookies|utilizamos cookies|usamos cookies|utilizziamo (?:i )?cookie",
    r"(?:filed under|tags?|tagged|posted in|categories|category|schlagwörter|mots[- ]clés|etiquetas|"
    r"étiquettes)\s*:",
    r"(?:follow us|suivez[- ]nous|folgen sie uns|síguenos|seguici)\b",
    r"(?:sign up|subscribe|s[’']inscrire|abonnez[- ]vous|jetzt abonnieren)\b[^.!?]*(?:newsletter|inbox|"
    r"updates)",
)
_PATTERN: Final = re.compile(
    r"\s*(?:(?:" + "|".join(_WHOLE) + r")[\s.»›>→↑|]*$|(?:" + "|".join(_BEGINNINGS) + "))", re.IGNORECASE
)


def is_boilerplate(line: str) -> bool:
    """Does a line belong to the page rather than to the article? Rules for a dozen languages, not for one
    site.
    """
    return len(line) <= _LONGEST and _PATTERN.match(line) is not None
