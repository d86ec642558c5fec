"""The report of ROBOT, offline: each check of its profile is asked of all Turtle that the ontology publishes.

The list is that of `ontodev/robot`, `robot-core/src/main/resources/report_queries` (33 checks, 32 of them in the default
profile), read on 2026-11-23. The queries are our own. ROBOT asks the terms of OBO, and these checks ask ours:

- A label is `rdfs:label` of a term and `skos:prefLabel` of a concept, a definition `skos:definition`, a synonym
  `skos:altLabel`; texts are compared within a language, and names of concepts within a scheme, as SKOS wants it.
- `illegal_use_of_built_in_vocabulary` looks after all of RDF, RDFS, OWL and XSD, where ROBOT looks after `rdf:type` alone.
- `invalid_entity_uri` looks for IRIs beside our namespaces, where ROBOT looks for misspellings of those of OBO.
- `invalid_xref` looks at `rdfs:seeAlso` and the mappings of SKOS, where ROBOT looks at references of OBO.
- `missing_superclass` asks that a class without one is listed among the disjoint ones, as top classes are.
- `missing_definition` passes the minerals: what 铜 is, is not ours to define.

ROBOT's levels are kept for readers of its reports; here every finding of every level fails.
"""

from __future__ import annotations

import pytest

from tests.ontology.checks import LIVE, NAMED, OWN, Check, faulty, findings, published

LABEL = "VALUES ?property { rdfs:label skos:prefLabel } ?entity ?property ?value ."
BUILT_IN = " || ".join(
    f"STRSTARTS(STR(?entity), STR({prefix}:))" for prefix in ("rdf", "rdfs", "owl", "xsd")
)  # fmt: skip

DOES_NOT_APPLY = {
    "missing_obsolete_label": "a habit of OBO; a published label stays, and owl:deprecated says that the term is given up",
    "missing_subset_declaration": "no subsets of oboInOwl are used",
    "missing_synonymtype_declaration": "no types of synonyms of oboInOwl are used",
}

ERROR = (
    Check(
        "deprecated_boolean_datatype",
        "?entity owl:deprecated ?value . FILTER(DATATYPE(?value) != xsd:boolean)",
        'pol:Task owl:deprecated "true" .',
        ("pol:Task",),
    ),
    Check(
        "deprecated_class_reference",
        """?value owl:deprecated true ; a ?kind . VALUES ?kind { owl:Class rdfs:Class }
           { ?entity rdfs:subClassOf|owl:equivalentClass|owl:disjointWith|rdfs:domain|rdfs:range ?value } UNION
           { ?entity owl:someValuesFrom|owl:allValuesFrom|owl:onClass ?value } UNION
           { ?entity owl:members/rdf:rest*/rdf:first ?value }""",
        "pol:Old a owl:Class ; owl:deprecated true . pol:Task rdfs:subClassOf pol:Old . pol:role rdfs:range pol:Old .",
        ("pol:Task", "pol:role"),
    ),
    Check(
        "deprecated_property_reference",
        """?value owl:deprecated true . FILTER NOT EXISTS { ?value a owl:Class }
           { ?entity rdfs:subPropertyOf|owl:equivalentProperty|owl:inverseOf|owl:onProperty ?value } UNION
           { ?entity owl:propertyChainAxiom/rdf:rest*/rdf:first ?value } UNION { ?entity ?value ?anything }""",
        """eli:implements a owl:ObjectProperty ; owl:deprecated true .
           pol:target rdfs:subPropertyOf eli:implements . id:x eli:implements id:y .""",
        ("id:x", "pol:target"),
    ),
    Check(
        "duplicate_definition",
        f"""?entity skos:definition ?value . ?other skos:definition ?value . FILTER(?entity != ?other)
            {LIVE} FILTER NOT EXISTS {{ ?other owl:deprecated true }}""",
        'pol:Task skos:definition "One thing."@en . pol:Body skos:definition "One thing."@en , "一。"@zh .',
        ("pol:Body", "pol:Task"),
    ),
    Check(
        "duplicate_label",
        f"""{LABEL} ?other ?property ?value . FILTER(?entity != ?other && {OWN}) {LIVE}
            FILTER(STRSTARTS(STR(?other), "https://w3id.org/policykg/"))
            OPTIONAL {{ ?entity skos:inScheme ?scheme }} OPTIONAL {{ ?other skos:inScheme ?same }}
            FILTER(COALESCE(?scheme, 0) = COALESCE(?same, 0))""",
        """pol:Task rdfs:label "task"@en . pol:Body rdfs:label "task"@en .
           role:a skos:inScheme :role ; skos:prefLabel "牵头"@zh . role:b skos:inScheme :role ; skos:prefLabel "牵头"@zh .
           level:a skos:inScheme :level ; skos:prefLabel "牵头"@zh .""",
        ("pol:Body", "pol:Task", "role:a", "role:b"),
    ),
    Check(
        "illegal_use_of_built_in_vocabulary",
        f"?entity ?property ?value . FILTER({BUILT_IN})",
        "rdf:type rdfs:domain pol:Task . owl:Thing rdfs:subClassOf pol:Task .",
        ("owl:Thing", "rdf:type"),
    ),
    Check(
        "label_formatting",
        LABEL + r' FILTER(REGEX(?value, "[\\n\\t\\r]"))',
        r'pol:Task rdfs:label "a\ttask"@en . role:lead skos:prefLabel "le\nad"@en .',
        ("pol:Task", "role:lead"),
    ),
    Check(
        "label_whitespace",
        LABEL + r' FILTER(REGEX(?value, "^[\\s\u3000\u00a0]|[\\s\u3000\u00a0]$|[ \u3000]{2}"))',
        'pol:Task rdfs:label " task"@en . pol:Body rdfs:label "机构\u3000"@zh . pol:Mine rdfs:label "a  mine"@en .',
        ("pol:Body", "pol:Mine", "pol:Task"),
    ),
    Check(
        "missing_label",
        f'{NAMED} {LIVE} VALUES ?language {{ "en" "zh" }} BIND(?language AS ?value) FILTER NOT EXISTS {{ '
        '?entity rdfs:label|skos:prefLabel ?label . FILTER(LANG(?label) = ?language && STR(?label) != "") }',
        'pol:Task rdfs:label "task"@en . pol:Body rdfs:label "body"@en , ""@zh . pol:Mine rdfs:label "m"@en , "矿"@zh .',
        ("pol:Body", "pol:Task"),
    ),
    Check(
        "missing_ontology_description",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?entity dcterms:description ?text }",
        ":ontology a owl:Ontology .",
        (":ontology",),
    ),
    Check(
        "missing_ontology_license",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?entity dcterms:license ?iri FILTER(ISIRI(?iri)) }",
        ':ontology a owl:Ontology ; dcterms:license "free"@en .',
        (":ontology",),
    ),
    Check(
        "missing_ontology_title",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?entity dcterms:title ?text }",
        ":ontology a owl:Ontology .",
        (":ontology",),
    ),
    Check(
        "misused_obsolete_label",
        LABEL + f' {LIVE} FILTER(REGEX(?value, "^(obsolete|deprecated|已?(停用|废弃))", "i"))',
        'pol:Task rdfs:label "Obsolete task"@en . pol:Body rdfs:label "停用机构"@zh .',
        ("pol:Body", "pol:Task"),
    ),
    Check(
        "misused_replaced_by",
        f"?entity dcterms:isReplacedBy ?value . {LIVE}",
        "pol:Task dcterms:isReplacedBy pol:Duty . pol:Old owl:deprecated true ; dcterms:isReplacedBy pol:New .",
        ("pol:Task",),
    ),
    Check(
        "multiple_definitions",
        "?entity skos:definition ?value , ?other . FILTER(LANG(?value) = LANG(?other) && ?value != ?other)",
        'pol:Task skos:definition "One."@en , "Two."@en . pol:Body skos:definition "One of them."@en , "一。"@zh .',
        ("pol:Task",),
    ),
    Check(
        "multiple_equivalent_class_definitions",
        """?entity owl:equivalentClass ?value , ?other . ?value owl:intersectionOf ?a . ?other owl:intersectionOf ?b .
           FILTER(?value != ?other)""",
        """pol:Task owl:equivalentClass [ owl:intersectionOf ( pol:A pol:B ) ] , [ owl:intersectionOf ( pol:C pol:D ) ] .""",
        ("pol:Task",),
    ),
    Check(
        "multiple_labels",
        LABEL + " ?entity ?property ?other . FILTER(LANG(?value) = LANG(?other) && ?value != ?other)",
        'pol:Task rdfs:label "task"@en , "job"@en . role:lead skos:prefLabel "牵头"@zh , "主办"@zh , "lead"@en .',
        ("pol:Task", "role:lead"),
    ),
)

WARN = (
    Check(
        "annotation_whitespace",
        r"""?entity ?property ?value . FILTER(ISLITERAL(?value))
            FILTER(REGEX(STR(?value), "^[\\s\u3000]|[\\s\u3000]$|[\\n\\r\\t]|  "))""",
        'pol:Task skos:example "三 "@zh ; skos:scopeNote "two\\nlines"@en .',
        ("pol:Task",),
    ),
    Check(
        "duplicate_exact_synonym",
        """?entity skos:altLabel ?value ; skos:inScheme ?scheme . ?other skos:altLabel ?text ; skos:inScheme ?scheme .
           FILTER(?entity != ?other && LCASE(?value) = LCASE(?text))""",
        """role:lead skos:inScheme :role ; skos:altLabel "Head"@en . role:guide skos:inScheme :role ; skos:altLabel "head"@en .
           level:a skos:inScheme :level ; skos:altLabel "head"@en .""",
        ("role:guide", "role:lead"),
    ),
    Check(
        "duplicate_label_synonym",
        """?entity skos:prefLabel ?value ; skos:inScheme ?scheme . ?other skos:altLabel ?value ; skos:inScheme ?scheme .""",
        """role:lead skos:inScheme :role ; skos:prefLabel "牵头"@zh ; skos:altLabel "牵头"@zh .
           role:guide skos:inScheme :role ; skos:prefLabel "指导"@zh .
           role:support skos:inScheme :role ; skos:altLabel "指导"@zh .""",
        ("role:guide", "role:lead"),
    ),
    Check(
        "duplicate_scoped_synonym",
        "?entity skos:altLabel ?value ; skos:hiddenLabel ?value .",
        'role:lead skos:altLabel "主办"@zh ; skos:hiddenLabel "主办"@zh .',
        ("role:lead",),
    ),
    Check(
        "equivalent_pair",
        "?entity owl:equivalentClass|owl:equivalentProperty|owl:sameAs ?value . FILTER(!ISBLANK(?value))",
        "pol:Task owl:equivalentClass pol:Duty .",
        ("pol:Task",),
    ),
    Check(
        "equivalent_class_axiom_no_genus",
        "?entity owl:equivalentClass ?node . ?node owl:onProperty ?value .",
        "pol:Task owl:equivalentClass [ a owl:Restriction ; owl:onProperty pol:role ; owl:someValuesFrom pol:Role ] .",
        ("pol:Task",),
    ),
    Check(
        "invalid_xref",
        """VALUES ?property { rdfs:seeAlso skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
           ?entity ?property ?value . FILTER(!ISIRI(?value) || !REGEX(STR(?value), "^https?://[^/]+/"))""",
        'pol:Task rdfs:seeAlso "schema:Action" . pol:Body rdfs:seeAlso <urn:x> . pol:Mine rdfs:seeAlso eli:LegalResource .',
        ("pol:Body", "pol:Task"),
    ),
    Check(
        "missing_definition",
        f'{NAMED} {LIVE} FILTER(!STRSTARTS(STR(?entity), "https://w3id.org/policykg/mineral/")) '
        'VALUES ?language { "en" "zh" } BIND(?language AS ?value) FILTER NOT EXISTS { '
        '?entity skos:definition ?text . FILTER(LANG(?text) = ?language && STR(?text) != "") }',
        """pol:Task skos:definition "A task."@en . mineral:copper skos:prefLabel "铜"@zh .
           pol:Mine skos:definition "A mine."@en , "矿山。"@zh .""",
        ("pol:Task",),
    ),
    Check(
        "multiple_equivalent_classes",
        "?entity owl:equivalentClass ?value , ?other . FILTER(?value != ?other)",
        "pol:Task owl:equivalentClass pol:A , pol:B .",
        ("pol:Task",),
    ),
    Check(
        "invalid_entity_uri",
        # One that names the project and lies in none of its namespaces, or whose last part is no plain name.
        f"""?entity ?any ?thing . FILTER(ISIRI(?entity) && CONTAINS(LCASE(STR(?entity)), "policykg"))
            FILTER(!({OWN} && REGEX(STR(?entity),
              "^https://w3id.org/policykg/(ontology|ontology#[A-Za-z][A-Za-z0-9]*|[a-z]+|[a-z]+(-[a-z]+)*/[a-z0-9]+([-/.][a-z0-9]+)*)$")))""",
        """<http://w3id.org/policykg/ontology#Task> a owl:Class . <https://w3id.org/policykg/ontology/Task> a owl:Class .
           pol:Task a owl:Class . role:lead a skos:Concept . <https://w3id.org/policykg/role/Lead> a skos:Concept .
           :ontology a owl:Ontology .""",
        (":ontology/Task", "http://w3id.org/policykg/ontology#Task", "role:Lead"),
    ),
)

INFO = (
    Check(
        "lowercase_definition",
        r"""?entity skos:definition ?value . FILTER(
            (LANG(?value) = "en" && !REGEX(?value, "^[A-Z0-9].*[.]$")) || (LANG(?value) = "zh" && !REGEX(?value, "。$")))""",
        'pol:Task skos:definition "a task."@en , "任务。"@zh . pol:Body skos:definition "A body"@en . '
        'pol:Mine skos:definition "矿山"@zh .',
        ("pol:Body", "pol:Mine", "pol:Task"),
    ),
    Check(
        "missing_superclass",
        f"""?entity a owl:Class . FILTER({OWN}) FILTER NOT EXISTS {{ ?entity rdfs:subClassOf ?super }} {LIVE}
            FILTER NOT EXISTS {{ ?group a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?entity }}""",
        """pol:Task a owl:Class . pol:Body a owl:Class . pol:Group a owl:Class ; rdfs:subClassOf pol:Body .
           pol:Stray a owl:Class . [] a owl:AllDisjointClasses ; owl:members ( pol:Task pol:Body ) .""",
        ("pol:Stray",),
    ),
)

NOT_IN_THE_PROFILE = (
    Check(
        "multiple_asserted_superclasses",
        f"""?entity rdfs:subClassOf ?value , ?other . FILTER(?value != ?other && {OWN})
            FILTER(STRSTARTS(STR(?value), STR(pol:)) && STRSTARTS(STR(?other), STR(pol:)))""",
        "pol:Task rdfs:subClassOf pol:A , pol:B . pol:Body rdfs:subClassOf pol:A , eli:LegalResource .",
        ("pol:Task",),
    ),
)

CHECKS = (*ERROR, *WARN, *INFO, *NOT_IN_THE_PROFILE)


def test_every_check_of_robot_is_here_once() -> None:
    names = [check.name for check in CHECKS]
    assert len(ERROR) == 17
    assert len(WARN) + len(INFO) + len(DOES_NOT_APPLY) == 15
    assert len(NOT_IN_THE_PROFILE) == 1
    assert len({*names, *DOES_NOT_APPLY}) == len(names) + len(DOES_NOT_APPLY) == 33


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_ontology_passes(check: Check) -> None:
    assert findings(check, published()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_finds_the_fault(check: Check) -> None:
    assert {entity for entity, _ in findings(check, faulty(check))} == set(check.found)
