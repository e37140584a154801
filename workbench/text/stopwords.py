"""The commonest small words of some languages: they tell languages apart and show where sentences begin."""

from __future__ import annotations

from functools import cache
from typing import Final

_WORDS: Final = {
    "en": "the of and to in is that it was for on with as are be at this have from or had by but not what"
    " were we"
    " when your can there an which their if will would about how who been has our she he they his her its"
    " you my"
    " i these those then so however after before since although while because where why one no yes please"
    " maybe"
    " perhaps also both each every some many most all any few here did do does could should may might"
    " must let"
    " just now once until during despite even only such another other again still meanwhile moreover"
    " therefore"
    " thus nevertheless instead finally later today yesterday tomorrow thanks unfortunately according",
    "de": "der die das und ist nicht ein eine mit den von zu im auf für sich dem des er sie es wir ich"
    " ihr als auch"
    " an werden aus hat dass wird bei sind noch wie einem über einen so zum war haben nur oder aber vor"
    " zur bis"
    " mehr durch man sein wurde sei wenn dann doch diese dieser dieses hier da nach seit jedoch denn was wer"
    " warum wo heute gestern damit dabei daher dort kein keine alle viele seine ihre mein unser ja nein",
    "fr": "le la les de des et en un une est que dans pour qui il elle sur par pas plus ce cette ne au"
    " aux du se"
    " avec sont ses son sa ou comme mais nous vous ils elles leur leurs été fait ces on je tu y a ont"
    " être aussi"
    " si tout même quand donc car puis après avant depuis pourtant cependant ainsi selon alors voilà cela ça"
    " c'est l'on pourquoi comment où mon ma mes notre nos votre vos oui non très bien",
    "es": "el la los las de del y que en un una es por con no para su se al lo como más pero sus le ha o este"
    " esta sí porque entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos"
    " uno les ni contra otros ese eso ante ellos esto mí antes algunos qué cómo así además aunque después"
    " luego según sin él ella yo nosotros era fue son están tiene cada mi tu cuál dónde quién",
    "it": "il lo la gli le di che e è un una in per con non si del della dei delle da al alla sono come"
    " più ma"
    " anche su nel nella ha questo questa se ci mi io lui lei noi loro ho o dal dalla sul era essere quando"
    " perché dopo prima poi così dove chi cosa molto tutto tutti suo sua cui ancora già quindi però i",
    "pt": "o a os as de do da dos das e que em um uma é para com não por no na se mais como mas ao ele"
    " ela foi"
    " são seu sua ou ser quando muito nos já está eu também só pelo pela até isso entre era depois sem mesmo"
    " aos ter seus quem nas me esse eles você essa num nem às minha têm numa há após segundo embora porém",
    "nl": "de het een en van ik te dat die in is hij niet zijn op aan met als voor had er maar om hem dan"
    " zou of"
    " wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft"
    " hebben deze"
    " u want nog zal me zij nu geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan",
    "sv": "och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke"
    " mig du"
    " henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter"
    " upp vi"
    " dem vara vad över än dig kan sina här ha mot alla under någon eller allt mycket sedan",
    "da": "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi"
    " min havde"
    " ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev"
    " kunne ind"
    " når være dog noget ja mange efter ned siden lad mit dit hvem hvordan",
    "nb": "og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om"
    " vi min"
    " mitt ha hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv"
    " sjøl her"
    " alle vil bli ble blitt kunne inn når være kom noen noe etter ned siden",
    "fi": "ja on ei se että en hän oli mutta joka ovat kun niin myös kuin tai jos mitä sen hänen ole mikä"
    " olen"
    " me te he tämä nyt vain jo sitten siitä minä sinä kaikki näin vielä mukaan ollut jossa jonka sekä",
    "pl": "i w nie na się z do to że jest o jak za po co ale od tak jego by czy był tym tego już dla ich"
    " przez"
    " są oraz które który która może być tylko jej przed także między ma gdy jednak lub on ona my oni kiedy",
    "cs": "a se v na je že to s z do o i jak za by ale pro po jako který která které jsem si tak už podle od"
    " jeho při také nebo být když jen až má více však ještě není k aby než byl bylo",
    "hu": "a az és hogy nem is egy ez meg de azt csak el volt van már mint ha még vagy ki kell le mert"
    " fel sem"
    " majd nagyon szerint után aki ami itt én ő mi ők",
    "ro": "și în de la a nu cu pe că este din o un să se mai pentru care ce au fost sau ar dar sunt fi lui"
    " după ca prin această acest între am când cum el ea noi",
    "tr": "ve bir bu da de için ile çok daha olarak gibi ne var ama o en kadar sonra olan ki her ben mi"
    " değil göre ise ya hem onun biz sen",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada"
    " mereka lebih kata tahun sudah atau saat oleh menjadi orang ia telah adalah seperti kami kita",
    "vi": "và của là có được cho không trong một những các với người đã này khi để từ đến về như ra cũng trên"
    " tại vào nhưng sẽ sau",
    "ru": "и в не на что с по это как а из к у за от но он она они мы вы я ты его для так же был было были бы"
    " то о все ее их если только уже когда или до ещё еще нет при во со чтобы где кто этот эта эти там тут"
    " однако после потом поэтому также тогда теперь здесь сейчас может можно надо очень вот да ну об сегодня"
    " оба обе сначала затем впервые некоторые многие",
    "uk": "і в не на що з по це як а із у за від але він вона вони ми ви я ти його для так же був було"
    " були би"
    " то про все її їх якщо тільки вже коли або до ще ні при та й щоб де хто цей ця ці там тут однак після є",
    "bg": "и в не на че с по това как а от за се да е са но той тя те ще бе беше които която който при до са"
    " като или още само след между ги му си",
    "el": "και το να του η της με που την από για είναι ο στο τα θα δεν των σε τον οι τη στην τους ότι ένα"
    " μια αυτό ως στη αλλά όπως",
}

_NAME_PARTICLES: Final = (
    "de la le les los las van von del della di da der den do dos das el al du des st ten ter te i"
)


_NEEDING: Final = (
    "the a an of to in on at by for from with and or that which than as its their his"
    " der die das den dem des ein eine einen einem einer eines kein keine keinen im am zum zur vom von"
    " mit für und oder auf bei dass durch le la les un une du de des à au aux et dans pour par sur que"
    " qui el los las del una y en con por para il lo gli di della e o os dos em het een van и в на с по"
)

DANGLING: Final = frozenset(_NEEDING.split())
"""Articles and the like, lower case, of several languages: no line of its own ends in one."""


def stop_words() -> dict[str, frozenset[str]]:
    """Lower-case stop words by language code."""
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}


@cache
def starters(language: str) -> frozenset[str]:
    """Lower-case words that, when written with a capital, begin a sentence rather than continue a name.

    Those of `language` and of English, which turns up in texts of every language. Words that open family
    names ("De", "Van") are left out for languages that write them with a capital.
    """
    own = frozenset(_WORDS.get(language, "").split())
    if language in _CAPITAL_PARTICLES:
        own -= frozenset(_NAME_PARTICLES.split())
    return own | frozenset(_WORDS["en"].split())


_CAPITAL_PARTICLES: Final = ("it", "nl")
