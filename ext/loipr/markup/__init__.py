"""What an author can write: roles and directives, and the nodes they make."""

from loipr.markup.charts import DataChartDirective
from loipr.markup.coordination import (
    ArticleCoverageDirective,
    CalendarDirective,
    ChangeListDirective,
    FreshnessDirective,
    InstitutionDirective,
    InstitutionListDirective,
    MatrixDirective,
    MeetingListDirective,
    ReadinessDirective,
    RecommendationRegisterDirective,
    TaskListDirective,
)
from loipr.markup.data_overview import DatasetListDirective, DisagreementListDirective
from loipr.markup.datasets import DatasetAnnexDirective, DatasetDirective
from loipr.markup.figures import FigureRole
from loipr.markup.form_rules import FormRuleListDirective, WordTableDirective
from loipr.markup.indexes import (
    AbbreviationListDirective,
    OverviewDirective,
    QuestionListDirective,
    RecommendationIndexDirective,
    RuleListDirective,
    TreatyIndexDirective,
)
from loipr.markup.paragraphs import ParagraphRole
from loipr.markup.references import ArticleRole, InstitutionRole, QuestionRole, RecommendationRole, TableRole
from loipr.markup.replies import GapDirective, ReplyDirective
from loipr.markup.scorecard import ScorecardDirective
from loipr.markup.tables import DataTableDirective
from loipr.markup.time_series import SeriesOverviewDirective

ROLES = {
    "article": ArticleRole(),
    "question": QuestionRole(),
    "paragraph": ParagraphRole(),
    "table": TableRole(),
    "recommendation": RecommendationRole(),
    "institution": InstitutionRole(),
    "value": FigureRole(),
    "share": FigureRole(),
    "change": FigureRole(),
}
DIRECTIVES = {
    "reply": ReplyDirective,
    "gap": GapDirective,
    "data-table": DataTableDirective,
    "data-chart": DataChartDirective,
    "question-list": QuestionListDirective,
    "overview": OverviewDirective,
    "treaty-index": TreatyIndexDirective,
    "abbreviation-list": AbbreviationListDirective,
    "dataset-annex": DatasetAnnexDirective,
    "dataset": DatasetDirective,
    "dataset-list": DatasetListDirective,
    "disagreement-list": DisagreementListDirective,
    "series-overview": SeriesOverviewDirective,
    "recommendation-index": RecommendationIndexDirective,
    "rule-list": RuleListDirective,
    "form-rule-list": FormRuleListDirective,
    "word-table": WordTableDirective,
    "task-list": TaskListDirective,
    "calendar": CalendarDirective,
    "question-matrix": MatrixDirective,
    "meeting-list": MeetingListDirective,
    "article-coverage": ArticleCoverageDirective,
    "change-list": ChangeListDirective,
    "readiness": ReadinessDirective,
    "recommendation-register": RecommendationRegisterDirective,
    "institution-list": InstitutionListDirective,
    "institution-overview": InstitutionDirective,
    "scorecard": ScorecardDirective,
    "freshness": FreshnessDirective,
}
