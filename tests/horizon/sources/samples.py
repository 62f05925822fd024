"""One small answer of every kind, written by hand after the documentation of each interface."""

import json
from typing import Any

from theodolite.horizon.sources.mailbox import as_mbox

FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Notices</title>
<link>https://example.org/</link>
<item><title>On dose</title><link>https://example.org/a</link>
<pubDate>Mon, 09 Mar 2026 12:00:00 GMT</pubDate><dc:creator>A. Kaur</dc:creator>
<description>&lt;p&gt;About &lt;b&gt;dose&lt;/b&gt;.&lt;/p&gt;</description>
</item></channel></rss>"""

JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Notes",
    "language": "en-GB",
    "next_url": "https://example.org/feed.json?page=2",
    "items": [
        {
            "id": "https://example.org/1",
            "url": "https://example.org/1",
            "title": "On dose",
            "content_html": "<p>About <b>dose</b>.</p>",
            "date_published": "2026-03-09T10:00:00+01:00",
            "authors": [{"name": "A. Kaur"}],
            "tags": ["dose", "ct"],
        },
    ],
}

OPENALEX: dict[str, Any] = {
    "meta": {"count": 101, "per_page": 100, "next_cursor": "IlsxXSI="},
    "results": [
        {
            "id": "https://openalex.org/W4411",
            "doi": "https://doi.org/10.1000/Dose.1",
            "ids": {
                "openalex": "https://openalex.org/W4411",
                "pmid": "https://pubmed.ncbi.nlm.nih.gov/38000001",
                "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/10000001",
            },
            "display_name": "Dose in <i>CT</i>",
            "publication_date": "2026-03-09",
            "publication_year": 2026,
            "type": "article",
            "language": "en",
            "authorships": [{"author": {"display_name": "Amrit Kaur"}}],
            "primary_location": {
                "landing_page_url": "https://doi.org/10.1000/dose.1",
                "license": "cc-by",
                "source": {"display_name": "J Dose", "issn_l": "0031-9155"},
            },
            "open_access": {"oa_url": "https://example.org/dose.pdf"},
            "biblio": {"volume": "7", "issue": "2", "first_page": "11", "last_page": "19"},
            "keywords": [{"display_name": "Dosimetry"}],
            "abstract_inverted_index": {"Dose": [0], "is": [1], "low": [2, 4], "and": [3]},
            "is_retracted": False,
        }
    ],
}

CROSSREF: dict[str, Any] = {
    "status": "ok",
    "message-type": "work-list",
    "message": {
        "total-results": 1,
        "next-cursor": "AoJ/abc",
        "items": [
            {
                "DOI": "10.1000/NOTICE.1",
                "type": "journal-article",
                "title": ["Retraction: Dose in CT"],
                "abstract": "<jats:title>Abstract</jats:title><jats:p>It is retracted.</jats:p>",
                "author": [{"family": "Kaur", "given": "Amrit"}, {"name": "The Dose Group"}],
                "container-title": ["J Dose"],
                "published": {"date-parts": [[2026, 3]]},
                "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
                "update-to": [{"DOI": "10.1000/Dose.1", "type": "retraction"}],
                "relation": {"has-preprint": [{"id": "10.1101/2025.1", "id-type": "doi"}]},
                "ISSN": ["0031-9155"],
                "volume": "7",
                "page": "20",
                "publisher": "A publisher",
            }
        ],
    },
}

EUROPE_PMC: dict[str, Any] = {
    "hitCount": 30,
    "nextCursorMark": "AoIIP4",
    "request": {"cursorMark": "*"},
    "resultList": {
        "result": [
            {
                "id": "38000001",
                "source": "MED",
                "pmid": "38000001",
                "pmcid": "PMC10000001",
                "doi": "10.1000/dose.1",
                "title": "Dose in CT.",
                "abstractText": "<h4>Aim</h4>To lower <i>dose</i>.",
                "authorList": {"author": [{"lastName": "Kaur", "firstName": "Amrit"}]},
                "journalInfo": {
                    "dateOfPublication": "2026 Mar",
                    "volume": "7",
                    "journal": {"title": "J Dose", "issn": "0031-9155"},
                },
                "firstPublicationDate": "2026-03-01",
                "language": "eng",
                "pubTypeList": {"pubType": ["Journal Article"]},
                "commentCorrectionList": {
                    "commentCorrection": [
                        {"id": "38000009", "source": "MED", "type": "Retraction in"}
                    ]
                },
                "license": "cc by",
                "keywordList": {"keyword": ["dose"]},
            }
        ]
    },
}

PUBMED = b"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.nlm.nih.gov/a.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">38000001</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2026</Year></PubDate></JournalIssue><Title>J Dose</Title>
</Journal><ArticleTitle>Dose in CT</ArticleTitle><Abstract><AbstractText>Low.</AbstractText>
</Abstract><AuthorList><Author><LastName>Kaur</LastName><ForeName>Amrit</ForeName></Author>
</AuthorList><Language>eng</Language></Article><CommentsCorrectionsList>
<CommentsCorrections RefType="RetractionIn"><PMID>38000009</PMID></CommentsCorrections>
</CommentsCorrectionsList></MedlineCitation></PubmedArticle>
<DeleteCitation><PMID Version="1">38000005</PMID></DeleteCitation></PubmedArticleSet>"""

ARXIV = b"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
 xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<opensearch:totalResults>250</opensearch:totalResults>
<entry><id>http://arxiv.org/abs/2603.01234v2</id><title>Dose in CT</title>
<updated>2026-03-08T15:05:19Z</updated><published>2026-03-01T15:05:19Z</published>
<link href="https://arxiv.org/abs/2603.01234v2" rel="alternate" type="text/html"/>
<link href="https://arxiv.org/pdf/2603.01234v2" rel="related" title="pdf"/>
<summary>We lower
 dose.</summary><category term="physics.med-ph"/><arxiv:doi>10.1000/dose.1</arxiv:doi>
<author><name>Amrit Kaur</name></author></entry>
<entry><id>http://arxiv.org/abs/2602.00001v3</id><title>An error</title>
<updated>2026-03-07T15:05:19Z</updated><published>2026-02-01T15:05:19Z</published>
<summary>This paper has been withdrawn by the author.</summary></entry></feed>"""

OAI = b"""<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header status="deleted"><identifier>oai:example.org:1</identifier></header></record>
<record><header><identifier>oai:example.org:2</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Dose in CT</dc:title>
<dc:creator>Kaur, Amrit</dc:creator><dc:description>We lower dose.</dc:description>
<dc:date>2026-03-09</dc:date><dc:date>2025</dc:date><dc:type>Doctoral Thesis</dc:type>
<dc:identifier>https://example.org/2</dc:identifier><dc:language>eng</dc:language>
<dc:rights>CC BY 4.0</dc:rights></oai_dc:dc></metadata></record>
<resumptionToken completeListSize="3" cursor="0">t/2 +</resumptionToken></ListRecords></OAI-PMH>"""

GOV_UK: dict[str, Any] = {
    "total": 250,
    "start": 0,
    "results": [
        {
            "title": "Radiation safety: proposals",
            "description": "We want your views.",
            "link": "/government/consultations/radiation-safety",
            "public_timestamp": "2026-03-02T10:00:00Z",
            "content_store_document_type": "open_consultation",
            "organisations": [{"title": "Department of Health and Social Care"}],
            "start_date": "2026-03-02T10:00:00Z",
            "end_date": "2026-05-04T22:45:00Z",
            "is_withdrawn": False,
        },
    ],
}

TRIALS: dict[str, Any] = {
    "totalCount": 101,
    "nextPageToken": "KV5y",
    "studies": [
        {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT01234567", "briefTitle": "Proton trial"},
                "statusModule": {
                    "overallStatus": "NOT_YET_RECRUITING",
                    "startDateStruct": {"date": "2026-04"},
                    "completionDateStruct": {"date": "2029-12-31"},
                    "studyFirstPostDateStruct": {"date": "2026-03-05"},
                },
                "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A hospital"}},
                "descriptionModule": {"briefSummary": "Protons\nagainst photons."},
                "conditionsModule": {"conditions": ["Cancer"], "keywords": ["protons"]},
                "contactsLocationsModule": {"overallOfficials": [{"name": "Amrit Kaur"}]},
                "referencesModule": {"references": [{"pmid": "38000001", "type": "BACKGROUND"}]},
            }
        }
    ],
}

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
X-WR-CALNAME:Meetings\r
BEGIN:VEVENT\r
UID:m1@example.org\r
SUMMARY:Dose congress\r
DTSTART;VALUE=DATE:20260610\r
DTEND;VALUE=DATE:20260613\r
LOCATION:Leeds\r
URL:https://example.org/congress\r
DESCRIPTION:Three days\\, one theme.\r
CATEGORIES:dose,ct\r
END:VEVENT\r
END:VCALENDAR\r
"""

MAIL = as_mbox(
    [
        b"From: Amrit Kaur <a.kaur@example.org>\r\n"
        b"Subject: =?utf-8?q?Worth_a_look=3A_d=C3=B6se?=\r\n"
        b"Message-ID: <1@example.org>\r\nDate: Mon, 09 Mar 2026 12:00:00 +0000\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        b"See https://doi.org/10.1000/dose.1 please.\r\n"
    ]
)

RIS = b"""TY  - JOUR
TI  - Dose in CT
AU  - Kaur, Amrit
PY  - 2026
DO  - 10.1000/dose.1
ER  - 
"""

SAMPLES: dict[str, bytes] = {
    "feed": FEED,
    "json-feed": json.dumps(JSON_FEED).encode(),
    "openalex": json.dumps(OPENALEX).encode(),
    "crossref": json.dumps(CROSSREF).encode(),
    "europe-pmc": json.dumps(EUROPE_PMC).encode(),
    "pubmed": PUBMED,
    "arxiv": ARXIV,
    "oai-pmh": OAI,
    "gov-uk": json.dumps(GOV_UK).encode(),
    "clinical-trials": json.dumps(TRIALS).encode(),
    "calendar": CALENDAR,
    "file": RIS,
    "mailbox": MAIL,
}
