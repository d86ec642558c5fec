"""IRIs of the concepts that the code writes: roles, relations, levels and the other schemes of `vocab/`, and units."""

from __future__ import annotations

from ontology.prefixes import PREFIXES


class ROLE:
    """Parts a body can have in a task (`vocab/roles.ttl`)."""

    NS = PREFIXES["role"]
    lead = NS + "lead"
    responsible = NS + "responsible"
    support = NS + "support"
    guide = NS + "guide"
    supervise = NS + "supervise"


class RELATION:
    """Ways one document refers to another (`vocab/relations.ttl`)."""

    NS = PREFIXES["relation"]
    implements = NS + "implements"
    issues = NS + "issues"
    amends = NS + "amends"
    repeals = NS + "repeals"
    cites = NS + "cites"


class LEVEL:
    """Levels of government (`vocab/levels.ttl`)."""

    NS = PREFIXES["level"]
    state = NS + "state"
    province = NS + "province"
    prefecture = NS + "prefecture"
    county = NS + "county"
    township = NS + "township"


class KIND:
    """Kinds of findings about a reading (`vocab/findings.ttl`)."""

    NS = PREFIXES["kind"]
    unread = NS + "unread"
    repeated_passage = NS + "repeated-passage"
    numbering_gap = NS + "numbering-gap"
    lost_heading = NS + "lost-heading"
    stale_correction = NS + "stale-correction"


class DECISION:
    """What a person can decide about a fact (`vocab/decisions.ttl`)."""

    NS = PREFIXES["decision"]
    reject = NS + "reject"
    edit = NS + "edit"
    add = NS + "add"


class BODYKIND:
    """What kind of body a name means (`vocab/body-kinds.ttl`)."""

    NS = PREFIXES["bodykind"]
    government = NS + "government"
    department = NS + "department"
    office = NS + "office"
    party = NS + "party"
    vertical = NS + "vertical"
    coordination = NS + "coordination"
    association = NS + "association"
    institution = NS + "institution"
    enterprise = NS + "enterprise"
    zone = NS + "zone"


class REFORM:
    """Ways in which bodies changed (`vocab/reforms.ttl`)."""

    NS = PREFIXES["reform"]
    renamed = NS + "renamed"
    reorganized = NS + "reorganized"
    merged = NS + "merged"
    split = NS + "split"
    absorbed = NS + "absorbed"
    transferred = NS + "transferred"


class DIRECTION:
    """Whether a figure is a lower or an upper bound (`vocab/directions.ttl`)."""

    NS = PREFIXES["direction"]
    minimum = NS + "minimum"
    maximum = NS + "maximum"


class CHANGE:
    """Whether a figure says how much something grows or shrinks (`vocab/changes.ttl`)."""

    NS = PREFIXES["change"]
    increase = NS + "increase"
    decrease = NS + "decrease"


class FIGURE:
    """Whether a figure is to be reached or has been reached (`vocab/figures.ttl`)."""

    NS = PREFIXES["figure"]
    target = NS + "target"
    status = NS + "status"


class SENTENCE:
    """What became of a sentence (`vocab/sentences.ttl`)."""

    NS = PREFIXES["sentence"]
    fact = NS + "fact"
    measure = NS + "measure"
    measure_unassigned = NS + "measure-unassigned"
    goal = NS + "goal"
    principle = NS + "principle"
    exhortation = NS + "exhortation"
    background = NS + "background"
    formula = NS + "formula"
    repeated = NS + "repeated"
    unread = NS + "unread"


class REASON:
    """Why a sentence counts as unread (`vocab/unread-reasons.ttl`)."""

    NS = PREFIXES["reason"]
    duty = NS + "duty"
    body = NS + "body"
    date = NS + "date"
    title = NS + "title"
    figure = NS + "figure"
    table = NS + "table"
    form = NS + "form"


class MEASURE:
    """What is worked out about bodies (`vocab/measures.ttl`)."""

    NS = PREFIXES["measure"]
    degree = NS + "degree"
    strength = NS + "strength"
    load = NS + "load"
    lead_load = NS + "lead-load"
    responsible_load = NS + "responsible-load"
    support_load = NS + "support-load"
    guide_load = NS + "guide-load"
    supervise_load = NS + "supervise-load"
    betweenness = NS + "betweenness"
    community = NS + "community"
    backbone = NS + "backbone"
    shared_tasks = NS + "shared-tasks"
    jaccard = NS + "jaccard"
    overlap = NS + "overlap"


class CNUNIT:
    """Units of Chinese documents that QUDT does not have (`vocab/units.ttl`)."""

    NS = PREFIXES["cnunit"]
    mu = NS + "mu"
    jin = NS + "jin"
    tonne_of_standard_coal = NS + "tonne-of-standard-coal"
    percentage_point = NS + "percentage-point"
