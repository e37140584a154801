"""Word lists: what a full stop after a word means.

Three kinds (measured in a trial: switching any of them off costs most of the splitter's precision):

- JOINS: the stop belongs to the word, the sentence goes on ("Mr.", "z. B.", "ул.").
- WEAK: the stop may also end the sentence; it does before a word that commonly begins one ("Inc.", "U.S.").
- NUMBERED: the sentence goes on before a number only ("No. 5", "p. 12", "5 ft. 6 in.").

An entry in lower case matches any spelling; one with a capital matches that spelling only ("Mar." is a month,
"mar." is not). Entries carry no final stop. Lists are shared where languages agree, because quotations and
names of other languages turn up in every text; what clashes with an ordinary word stands under its own
language.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import Final


class Kind(Enum):
    """What a full stop after an abbreviation means for the sentence."""

    JOINS = auto()
    WEAK = auto()
    NUMBERED = auto()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINS: Final = {
    "": (
        "mr mrs ms messrs dr drs prof profs mx revd lt sgt capt cpt cmdr cdr brig pvt supt insp adm maj"
        " hr mme mlle mgr Mt Ft Pt Sr Fr Br Pres Gov Rev Gen Col Rep Reps Sen Sens Amb Atty Det Cpl"
        " Pfc Hon"
        " Msgr Dir Asst Assoc Ald vs v.s cf e.g i.e eg viz approx resp incl excl op.cit loc.cit ibid f.e"
        " Thos Wm"
        " Geo Chas Jas Jos Benj a.k.a Ven skt ph sra srta srs sres sras dra lic Ing Sig sig.ra sigg dott"
        " dott.ssa"
        " avv arch geom prof.ssa Mag dipl dipl.-ing frl univ hrsg ebd vgl bzw z.b z.t u.a d.h i.d.r o.ä"
        " u.ä s.o s.u"
        " v.a m.e bspw evtl ggf zzgl inkl exkl einschl ausschl geb gegr jew lfd urspr ehem amtl gesch"
        " verh verw betr"
        " p.ej p.ex c.-à-d i.v.m m.a.w z.zt o.g u.u zw sog sogen kgl Frhr d.w.z m.b.t t.a.v i.p.v n.a.v"
        " o.l.v bijv"
        " blz mevr dhr f.eks bl.a t.ex s.k jfr o.l d.v.s p.g.a fr.o.m t.o.m tzv tzn např mudr judr phdr"
        " rndr paeddr"
        " npor tzw gł inż św ул пр-т бул наб пл просп проф доц акад докт ген полк подполк кап лейт адм"
        " чл.-кор"
        " член-корр корр зам зав т.е т.н т.к тов гр гос г-н г-жа см напр прим изд ред обл мин-во р-н пер"
        " т.зв т.наз"
        ' вул див журн др. д-р инж π.χ δηλ βλ κος δρ καθ π.χ ד"ר פרופ ഡോ മി പ്രൊ डॉ श्री श्रीमती ডা ডঃ'
    ),
    "en": "Fig Figs Mlle Ste Ens Adj spec esp Hist",
    "de": "Hl St Abg Reg Präs Vors stellv Stv Abt Bf Kfm röm kath ev evang jüd engl franz dt österr"
    " schweiz amerik lat"
    " griech ital span türk poln polit wiss techn wirtsch nördl südl östl westl entspr eigtl insbes bes"
    " Okt allg"
    " ca Fa gest Mo Di Mi Do Sa So ing mag christl milit Frl Br Gebr Allg bayer ev.-luth",
    "fr": "MM M Me Mes Vve av env éd chap hab N.B ex St Ste",
    "es": "EE CC JJ FF RR D Dña Vd Vds Ud Uds Mons Gral Cnel Cmdte Tte Excmo Excma Ilmo Ilma Sto"
    " Sta Fdo Avda pte"
    " dpto"
    " prov aprox ej"
    " lám admón Rvdo Pbro Hno Hnos Hna Fco Mª Gob Arq ing arq gral av",
    "it": "Egr Gent Spett Ill On SS p.es es p.zza v.le ing sig rag on arch",
    "pt": "Sr.ª D Dom Exmo Exma Eng Arq Av R Des Dep Pe Profa V.Exa ex",
    "nl": "ds jl vgl zgn evt bv max min ca afb hfst ver Dts jhr ir mw mr",
    "da": "fr frk adj adv ang anm beg cand dir div eks ekskl f.eks fhv fork iflg inkl jf kap kgl maks mht"
    " nuv omkr pga"
    " red sml tlf ugtl vedr Skt Sct ca bl.a",
    "nb": "bl.a f.eks ca jf pga kgl",
    "sv": "bl.a t.ex s.k ca dvs jfr kungl",
    "cs": "např resp atp mj ing bc doc tj kpt pplk mgr gen sv",
    "pl": "dn prof hab ks bp św im por red np ok tj abp płk lek m.in tzn ul al pl os",
    "hu": "pl vö ún ifj özv id dr",
    "tr": "örn bkz yy av doç yrd sn çev haz alm ing",
    "ru": "см илл св преп архиеп еп митр ср сост пос",
    "uk": "ім ст рр м с р вид чл наук худ заст укр рос англ нім фр акад проф див стор",
    "ar": "د أ",
}

_WEAK: Final = {
    "": (
        "inc ltd corp co cos llc l.l.c llp plc bros pty bhd gmbh intl mfg e.v s.a s.p.a s.r.l n.v b.v a.g"
        " a.s s.l c.v o.o.o"
        " jr sr esq ph.d phd m.d m.a b.a m.sc b.sc m.b.a ll.b ll.m ll.d j.d d.d.s r.n d.phil m.phil ed.d"
        " psy.d b.s m.s"
        " u.s u.s.a u.k u.n e.u u.s.s.r u.a.e d.c n.y n.j n.c s.c n.d s.d n.h n.m r.i w.va b.c a.d b.c.e"
        " c.e l.a p.r.c"
        " e.e.u.u ee.uu eu.a u.e r.u r.f"
        " a.m p.m g.m.t p.s al n.b etc et.al usw u.s.w u.v.m uvm usf etc. ecc osv enz o.s.v a.o e.a i.a"
        " u.a.m bzgl. atd apod itd itp m.m stb"
        " Calif Fla Mass Conn Ariz Colo Ga Ill Ind Kan Ky La Md Mich Minn Mo Mont Neb Nev Okla Ore Pa"
        " Penn Tenn Tex Va"
        " Vt Wash Wis Wyo Ala Ark Del Ont Que Alta Sask Dak Miss Tex"
        " St st Ave Blvd Rd Ln Hwy Pkwy Sq Dist Dept Univ Assn Bldg Apt Ste Jct Twp Cty Hts Mts Terr"
        " Govt Natl"
        " Org Inst Acad"
        " Sun Mon Tue Tues Wed Thu Thur Thurs Fri Sat"
        " т.д т.п т.ч др пр. проч г гг в вв н.э до.н.э млн млрд тыс трлн долл экз"
        " "
        " м л ч ок стр т.б т.м.б ж у.о тис ст р рр кб вт град од р.х жж ғ им"
        " κ.λπ κ.ά κλπ κ.α μ.μ π.μ μ.χ ዓ.ም"
    ),
    "de": "Str Mio Mrd Tsd Stck Std Mill Mia Jh Jhd Jahrh n.Chr v.Chr Chr Hbf Ffm ff a.D a.M d.J d.M z.Z"
    " z.Hd m.b.H e.V"
    " Abs Nr. Ges AG. Co. GmbH.",
    "es": "UU OO AA HH EE.UU JJ.OO CC.OO FF.AA RR.HH S.A S.L Cía etc a.C d.C m.n p.m",
    "fr": "apr. J.-C S.A S.A.R.L etc p.c",
    "it": "S.p.A S.r.l d.C a.C ecc",
    "uk": "год бал м с",
    "ru": "им",
}

_NUMBERED: Final = {
    "": (
        "ca pop no nos nr nrs num núm nº n° vol vols p pp pg pgs fig figs ch chap chs sec secs sect art arts"
        " par para paras"
        " app ex exs ed eds eq eqs ver v pt pts bk cl tab tel tél fax ext apt rm fl ft oz lb lbs yd yds"
        " sq min hr hrs"
        " kap abb abs abschn bd s. seite aufl hst ziff rn rz lit anm pos pag pagg cap capp tav fasc pág págs"
        " art. n. blz nr. č čl odst str s obr rozdz poz rys tabl pkt ust tf"
        " rs us hk approx jan feb mar apr jun jul aug sep sept oct nov dec"
        " руб коп чел мин сек кг км см мм куб.м кв.м га грн хв № рис гл ст стр п пп т тт ч разд"
        " табл вып кн кв д корп стр. тел вул буд арт абз № илл"
    ),
    "en": "est Op op BWV K. KV R. Ref ref refs pl col cols l ll st vv ss",
    "de": "S Bl Nr Art Kap Abs Tel Bd Jg H",
    "fr": "n no nos art chap p t vol fol",
    "it": "n nn pag art lett",
    "es": "n art cap pág",
    "pt": "n n.º art pág",
}

MONTHS: Final = _words(
    "januar februar märz april mai juni juli august september oktober november dezember jänner jan feb"
    " apr aug sept"
    " okt nov dez mär january february march may june july october december"
    " marts maj mars tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
    " syyskuuta lokakuuta marraskuuta joulukuuta ledna února března dubna května června července srpna září"
    " října listopadu prosince stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października"
    " listopada grudnia január február március április május június július augusztus szeptember október"
)
"""Month names that follow an ordinal number."""

ORDINAL_LANGUAGES: Final = _words("de da nb no nn fi et lv cs sk sl hr sr bs hu tr is pl lb fo")
"""Languages that write an ordinal number as digits and a full stop."""

ORDINAL_LEADERS: Final = _words(
    "der die das dem den des am im vom zum zur beim ab bis seit und oder ein eine einem einen einer jeder"
    " jedem jeden"
    " dieser diesem diesen ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner mein meine meinen"
    " unser unsere"
    " unseren ins ans aufs fürs nach vor mit zwischen platz"
    " den det de til fra og på v ve na o od do se k ke z po az egy"
)
"""Words (lower case) after which a number with a full stop is an ordinal, where the language writes them so.
"""

TIME_ZONES: Final = _words(
    "EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST IST JST MSK P.D.T E.S.T E.D.T"
)

CLOCK: Final = _words("a.m p.m a.d b.c b.c.e c.e am pm")
"""Times and eras (lower case, no final stop): they close a phrase, so a name after them often begins a
sentence.
"""

BEFORE_COUNTS: Final = _words("inc ltd corp etc")
"""Abbreviations (lower case, no final stop) that take no number: one after them begins a sentence."""

DEGREES: Final = _words("ph.d phd m.d m.a b.a m.sc b.sc m.b.a ll.b ll.m ll.d j.d d.d.s b.s m.s")
"""Academic degrees (lower case, no final stop)."""


@cache
def _kinds(language: str) -> dict[str, Kind]:
    """Every entry that counts for `language` with its kind; an own entry outranks a shared one."""
    table: dict[str, Kind] = {}
    for key in ("", language):
        for kind, lists in ((Kind.NUMBERED, _NUMBERED), (Kind.WEAK, _WEAK), (Kind.JOINS, _JOINS)):
            table.update(dict.fromkeys((entry.rstrip(".") for entry in lists.get(key, "").split()), kind))
    return table


def kind_of(word: str, language: str, *, exact: bool = False) -> Kind | None:
    """What the stop after `word` (without that stop) means in `language`, or None for an ordinary word.

    `exact`: only an entry in the same spelling counts.
    """
    table = _kinds(language)
    return table.get(word) or (None if exact else table.get(word.lower()))
