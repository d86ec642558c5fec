"""IRIs the code writes and asks for, as plain strings: a mistyped name is a Python error, not an empty answer.

The Turtle files are the authority; `tests/ontology` holds the two together.
"""

# ruff: noqa: N815 - the names are those of the vocabularies

from __future__ import annotations

from ontology.prefixes import BASE, PREFIXES, REGISTER_GRAPH, VOCABULARY_GRAPH
from ontology.schemes import (
    BODYKIND,
    CHANGE,
    CNUNIT,
    DECISION,
    DIRECTION,
    FIGURE,
    KIND,
    LEVEL,
    MEASURE,
    REASON,
    REFORM,
    RELATION,
    ROLE,
    SENTENCE,
)

__all__ = [
    "BASE",
    "BODYKIND",
    "CHANGE",
    "CNUNIT",
    "CV",
    "DCTERMS",
    "DECISION",
    "DIRECTION",
    "ELI",
    "FIGURE",
    "GEO",
    "KIND",
    "LEVEL",
    "MEASURE",
    "OA",
    "ORG",
    "OWL",
    "POL",
    "PREFIXES",
    "PROV",
    "QUDT",
    "RDF",
    "RDFS",
    "REASON",
    "REFORM",
    "REGISTER_GRAPH",
    "RELATION",
    "ROLE",
    "SENTENCE",
    "SKOS",
    "UNIT",
    "VOCABULARY_GRAPH",
    "XSD",
]


class POL:
    """Terms of the policykg ontology (`policy.ttl` and `modules/`)."""

    NS = PREFIXES["pol"]
    PolicyDocument = NS + "PolicyDocument"
    Task = NS + "Task"
    Responsibility = NS + "Responsibility"
    Body = NS + "Body"
    OrganizationGroup = NS + "OrganizationGroup"
    GenericBody = NS + "GenericBody"
    AdministrativeDivision = NS + "AdministrativeDivision"
    Reference = NS + "Reference"
    Indicator = NS + "Indicator"
    Deadline = NS + "Deadline"
    Validity = NS + "Validity"
    Mine = NS + "Mine"
    IndustrialBase = NS + "IndustrialBase"
    IndustrialPark = NS + "IndustrialPark"
    MineralMention = NS + "MineralMention"
    PlaceMention = NS + "PlaceMention"
    Finding = NS + "Finding"
    TextPiece = NS + "TextPiece"
    Coverage = NS + "Coverage"
    issuerText = NS + "issuerText"
    addressee = NS + "addressee"
    stub = NS + "stub"
    text = NS + "text"
    hasPiece = NS + "hasPiece"
    start = NS + "start"
    sha256 = NS + "sha256"
    fileName = NS + "fileName"
    length = NS + "length"
    statedIn = NS + "statedIn"
    number = NS + "number"
    sequence = NS + "sequence"
    partOfTask = NS + "partOfTask"
    deadline = NS + "deadline"
    deadlineText = NS + "deadlineText"
    hasDeadline = NS + "hasDeadline"
    recurrence = NS + "recurrence"
    hasResponsibility = NS + "hasResponsibility"
    concerns = NS + "concerns"
    responsibleOrganization = NS + "responsibleOrganization"
    leadBy = NS + "leadBy"
    responsibleBy = NS + "responsibleBy"
    supportedBy = NS + "supportedBy"
    guidedBy = NS + "guidedBy"
    supervisedBy = NS + "supervisedBy"
    evidence = NS + "evidence"
    responsibleParty = NS + "responsibleParty"
    role = NS + "role"
    mention = NS + "mention"
    generic = NS + "generic"
    byConvention = NS + "byConvention"
    foundBy = NS + "foundBy"
    level = NS + "level"
    jurisdiction = NS + "jurisdiction"
    divisionCode = NS + "divisionCode"
    divisionOf = NS + "divisionOf"
    governedBy = NS + "governedBy"
    groupScope = NS + "groupScope"
    groupLevel = NS + "groupLevel"
    successor = NS + "successor"
    reformKind = NS + "reformKind"
    transferredFunction = NS + "transferredFunction"
    referringDocument = NS + "referringDocument"
    target = NS + "target"
    relation = NS + "relation"
    citedTitle = NS + "citedTitle"
    citedNumber = NS + "citedNumber"
    inTask = NS + "inTask"
    inDocument = NS + "inDocument"
    unitText = NS + "unitText"
    year = NS + "year"
    qualifier = NS + "qualifier"
    direction = NS + "direction"
    change = NS + "change"
    figureKind = NS + "figureKind"
    validFrom = NS + "validFrom"
    validUntil = NS + "validUntil"
    validityText = NS + "validityText"
    mineral = NS + "mineral"
    namedPlace = NS + "namedPlace"
    partOfBase = NS + "partOfBase"
    status = NS + "status"
    findingKind = NS + "findingKind"
    unreadReason = NS + "unreadReason"
    word = NS + "word"
    sentenceClass = NS + "sentenceClass"
    sentenceCount = NS + "sentenceCount"
    characterCount = NS + "characterCount"
    share = NS + "share"
    Correction = NS + "Correction"
    decision = NS + "decision"
    correctedBy = NS + "correctedBy"
    formerValue = NS + "formerValue"
    Section = NS + "Section"
    Trace = NS + "Trace"
    partOfSection = NS + "partOfSection"
    ownText = NS + "ownText"
    inSection = NS + "inSection"
    tracedTo = NS + "tracedTo"
    carriesOut = NS + "carriesOut"
    implementingSection = NS + "implementingSection"
    implementedSection = NS + "implementedSection"
    score = NS + "score"
    takenUp = NS + "takenUp"
    NetworkMeasure = NS + "NetworkMeasure"
    measuredBody = NS + "measuredBody"
    measureKind = NS + "measureKind"
    measureValue = NS + "measureValue"


class ELI:
    """European Legislation Identifier 1.5: documents, their texts and the links between them."""

    NS = PREFIXES["eli"]
    LegalResource = NS + "LegalResource"
    LegalResourceSubdivision = NS + "LegalResourceSubdivision"
    LegalExpression = NS + "LegalExpression"
    number = NS + "number"
    date_document = NS + "date_document"
    date_publication = NS + "date_publication"
    first_date_entry_in_force = NS + "first_date_entry_in_force"
    date_no_longer_in_force = NS + "date_no_longer_in_force"
    passed_by = NS + "passed_by"
    type_document = NS + "type_document"
    is_realized_by = NS + "is_realized_by"
    realizes = NS + "realizes"
    has_annex = NS + "has_annex"
    is_annex_of = NS + "is_annex_of"
    based_on = NS + "based_on"
    ensures_implementation_of = NS + "ensures_implementation_of"
    cites = NS + "cites"
    amends = NS + "amends"
    repeals = NS + "repeals"


class ORG:
    """W3C Organization Ontology."""

    NS = PREFIXES["org"]
    Organization = NS + "Organization"
    FormalOrganization = NS + "FormalOrganization"
    subOrganizationOf = NS + "subOrganizationOf"
    classification = NS + "classification"
    ChangeEvent = NS + "ChangeEvent"
    originalOrganization = NS + "originalOrganization"
    resultingOrganization = NS + "resultingOrganization"


class PROV:
    """W3C PROV-O: runs, the rules that they followed, the program that did it and the persons who corrected it."""

    NS = PREFIXES["prov"]
    Agent = NS + "Agent"
    Entity = NS + "Entity"
    Activity = NS + "Activity"
    SoftwareAgent = NS + "SoftwareAgent"
    Person = NS + "Person"
    Plan = NS + "Plan"
    used = NS + "used"
    wasGeneratedBy = NS + "wasGeneratedBy"
    wasAssociatedWith = NS + "wasAssociatedWith"
    wasAttributedTo = NS + "wasAttributedTo"
    wasDerivedFrom = NS + "wasDerivedFrom"


class OA:
    """W3C Web Annotation: where in the text a fact is stated."""

    NS = PREFIXES["oa"]
    SpecificResource = NS + "SpecificResource"
    TextPositionSelector = NS + "TextPositionSelector"
    TextQuoteSelector = NS + "TextQuoteSelector"
    hasSource = NS + "hasSource"
    hasSelector = NS + "hasSelector"
    start = NS + "start"
    end = NS + "end"
    exact = NS + "exact"


class SKOS:
    """W3C SKOS: concepts and their names."""

    NS = PREFIXES["skos"]
    Concept = NS + "Concept"
    ConceptScheme = NS + "ConceptScheme"
    Collection = NS + "Collection"
    inScheme = NS + "inScheme"
    topConceptOf = NS + "topConceptOf"
    hasTopConcept = NS + "hasTopConcept"
    prefLabel = NS + "prefLabel"
    altLabel = NS + "altLabel"
    notation = NS + "notation"
    definition = NS + "definition"
    example = NS + "example"


class DCTERMS:
    """DCMI Metadata Terms."""

    NS = PREFIXES["dcterms"]
    title = NS + "title"
    date = NS + "date"
    source = NS + "source"
    type = NS + "type"
    isReplacedBy = NS + "isReplacedBy"
    conformsTo = NS + "conformsTo"


class CV:
    """SEMIC core vocabularies of the European Union."""

    NS = PREFIXES["cv"]
    PublicOrganisation = NS + "PublicOrganisation"


class QUDT:
    """QUDT: quantities."""

    NS = PREFIXES["qudt"]
    QuantityValue = NS + "QuantityValue"
    Unit = NS + "Unit"
    quantityValue = NS + "quantityValue"
    numericValue = NS + "numericValue"
    hasUnit = NS + "hasUnit"
    conversionMultiplier = NS + "conversionMultiplier"


class UNIT:
    """QUDT units: what the words for units in Chinese documents mean (`graph_builder/data/units.csv`)."""

    NS = PREFIXES["unit"]
    TONNE = NS + "TONNE"
    KiloGM = NS + "KiloGM"
    GM = NS + "GM"
    CARAT = NS + "CARAT"
    M = NS + "M"
    KiloM = NS + "KiloM"
    CentiM = NS + "CentiM"
    MilliM = NS + "MilliM"
    M2 = NS + "M2"
    KiloM2 = NS + "KiloM2"
    HA = NS + "HA"
    M3 = NS + "M3"
    L = NS + "L"
    PERCENT = NS + "PERCENT"
    PERMILLE = NS + "PERMILLE"
    YR = NS + "YR"
    DAY = NS + "DAY"
    HR = NS + "HR"
    MIN = NS + "MIN"
    CCY_CNY = NS + "CCY_CNY"
    CCY_USD = NS + "CCY_USD"
    CCY_EUR = NS + "CCY_EUR"
    CCY_HKD = NS + "CCY_HKD"
    CCY_JPY = NS + "CCY_JPY"
    NUM = NS + "NUM"
    KiloW = NS + "KiloW"
    MegaW = NS + "MegaW"
    GigaW = NS + "GigaW"
    KiloW_HR = NS + "KiloW-HR"
    MegaW_HR = NS + "MegaW-HR"
    TONNE_PER_YR = NS + "TONNE-PER-YR"
    TONNE_PER_DAY = NS + "TONNE-PER-DAY"
    M3_PER_YR = NS + "M3-PER-YR"
    M3_PER_DAY = NS + "M3-PER-DAY"
    MilliGM_PER_M3 = NS + "MilliGM-PER-M3"
    MicroGM_PER_M3 = NS + "MicroGM-PER-M3"
    MilliGM_PER_L = NS + "MilliGM-PER-L"


class GEO:
    """OGC GeoSPARQL 1.1."""

    NS = PREFIXES["geo"]
    Feature = NS + "Feature"


class OWL:
    """W3C OWL 2."""

    NS = PREFIXES["owl"]
    Ontology = NS + "Ontology"
    Class = NS + "Class"
    versionInfo = NS + "versionInfo"
    ObjectProperty = NS + "ObjectProperty"
    DatatypeProperty = NS + "DatatypeProperty"
    AnnotationProperty = NS + "AnnotationProperty"
    deprecated = NS + "deprecated"


class RDF:
    """W3C RDF."""

    NS = PREFIXES["rdf"]
    type = NS + "type"
    langString = NS + "langString"


class RDFS:
    """W3C RDF Schema."""

    NS = PREFIXES["rdfs"]
    label = NS + "label"
    comment = NS + "comment"
    subClassOf = NS + "subClassOf"
    subPropertyOf = NS + "subPropertyOf"
    domain = NS + "domain"
    range = NS + "range"


class XSD:
    """W3C XML Schema datatypes."""

    NS = PREFIXES["xsd"]
    string = NS + "string"
    boolean = NS + "boolean"
    integer = NS + "integer"
    nonNegativeInteger = NS + "nonNegativeInteger"
    decimal = NS + "decimal"
    date = NS + "date"
    gYear = NS + "gYear"
