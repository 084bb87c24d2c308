//! The kinds that the reader of sentences tells apart: classes of words, what particles mark,
//! moods of clauses, needs of frames. Rule files name them; the words themselves stand there.

use serde::Deserialize;

/// A class of words: verbs by their base form, nouns by their head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    // Verbs, and nouns that する makes verbs of.
    Set,
    Become,
    Make,
    Light,
    Aim,
    /// ところ: a particle may be made of it and of one before it.
    InParticle,
    /// 現状値: what the value behind it is.
    ValueLabel,
    /// 目指す: it aims at a value, also where it modifies a noun.
    Strive,
    Never,
    Rest,
    // Endings.
    Do,
    Can,
    /// たい: what one wants.
    Want,
    Past,
    Ongoing,
    Copula,
    CopulaEnd,
    /// Endings that stand before a noun though the dictionary has them otherwise: た, な.
    Before,
    /// な alone.
    Na,
    // Nouns around predicates.
    GoalNoun,
    GoalWord,
    PlanNoun,
    /// 計画, 戦略: where goals are written.
    PlanDocument,
    DoubtNoun,
    Formal,
    StateNoun,
    DueTold,
    Bridge,
    Condition,
    Meanwhile,
    Nominaliser,
    Comparing,
    // What is said of a value.
    Baseline,
    Actual,
    Level,
    Achieve,
    Action,
    Each,
    Limit,
    ValueSuffix,
    PeriodSuffix,
    Every,
    // Nouns that name, and those that do not.
    Measured,
    Pronoun,
    Pointer,
    Agent,
    AgentEnd,
    /// 委員会, 警察: a body; where は marks it, it says or does what follows.
    BodyEnd,
    /// 項目 of 124項目の数値目標.
    GoalCount,
    /// 企業 of 目指す企業: whose goal it is.
    DoerEnd,
    /// か behind what is asked.
    Asks,
    /// 率, 数: what is counted, of what stands before.
    BareHead,
    BareDeed,
    /// 率, 面積: what is a measure itself.
    MeasureEnd,
    /// 者, 客: who is counted.
    PersonEnd,
    /// 建築課長: who speaks, before what is said.
    Speaker,
    /// 課題, 現状: a topic that has nothing that counts.
    NoOwner,
    Qualifier,
    LeadIn,
    NameTail,
    NeverName,
    Whole,
    SoThat,
    AfterBare,
    Show,
    NeedNoun,
    Linking,
    Towards,
    Within,
    Account,
    Not,
    Matter,
    Portion,
    Ask,
    YearUnit,
    Start,
    Exceed,
    Per,
    Listing,
    Label,
    /// 場合: what is supposed.
    Supposed,
    /// 増加, なる: what comes by itself; させる makes it a deed.
    Happen,
    Causative,
    /// 米国, EU: whose goals are not ours.
    Foreign,
    /// 国の基本指針: over what those above us ask for.
    Guidance,
    /// What ends a name that states no indicator: 法定雇用率.
    NeverEnd,
    /// What no word begins with: a name cut in the middle.
    NeverBegin,
    /// 増加, 向上: a target without a number.
    Direction,
    /// 歳, and what is counted in it: 寿命. An age elsewhere tells whom.
    Age,
    Aging,
    /// 全市町村: a target without a number.
    AllPlaces,
    /// 具体的には: what the sentence before announced.
    Namely,
    Among,
    Though,
    Introduces,
    How,
    Rated,
    SameYear,
    Following,
    Mean,
    PlaceEnd,
    Peak,
    Around,
    /// 同: what was named before.
    Again,
    /// Behind a year: of a law (令和5年法律), due (2030年度までに); beside the day of a document: 決定, 現在.
    Law,
    Due,
    Decided,
    /// What is done to a plan: 決定, 策定; its year is no goal's.
    PlanMade,
    /// In a name: 累計, 年間; and the ends of one that is a share.
    Summed,
    Yearly,
    Share,
    /// Units of what only is so many times another: 倍.
    Times,
    /// とどまる: where something stands today.
    Stay,
    /// 定める: what rules do; with られる, and no word for goals, it tells of a rule.
    LayDown,
    Passive,
    /// 決定, 合意: what was decided to be done is a goal.
    Decide,
    /// 表明, 宣言: what is said so is a goal.
    Declare,
    /// 国連に提出: what is handed in as a goal is one.
    HandIn,
    /// 位置付ける, 盛り込む: into a plan.
    Put,
    /// 当たる, 相当: the value before it only explains the next.
    Equal,
    /// 解消: the value is what goes.
    DoAway,
    State,
    /// は, in its place where a gap stands behind a name.
    AsTopic,
    /// 待機児童, 住宅: whom or what it may be that is no more.
    Countable,
    /// 全国平均以上: as good as others, or as today.
    Par,
    /// 見込み: of a year that is over it tells where something stands.
    Expected,
    /// 指標, 公約: what is to be so is set as one.
    IndicatorNoun,
    /// 上位, トップ: before a share that is part of a name.
    Rank,
    /// 指標, 技術: alone they name nothing that is counted.
    NeverAlone,
    /// 男性, 小学校: a part of what was named before, wherever it stands.
    PartWord,
    /// 男女とも: each part that was told of.
    AllParts,
    /// 一人当たり: how a value is told, and no part of it.
    Fraction,
    /// 開設などにより: what something is done with.
    ByMeans,
    /// 1件: such a unit after a number is no name.
    CaseUnit,
    /// これらの施設: what begins so only points to something.
    PointLead,
    // English.
    /// Introduction, achievement: what is done to so many, behind a label.
    EnDeed,
    /// Cumulative, early: how it is done.
    EnTotal,
    EnUp,
    EnDown,
    EnMake,
    EnBe,
    EnModal,
    EnAim,
    EnNever,
    EnPast,
    EnHave,
    EnGoal,
    EnChange,
    EnShare,
    EnPreposition,
    EnAttach,
    EnDeterminer,
    EnConjunction,
    EnPronoun,
    EnRelative,
    EnAdverb,
    EnApprox,
    EnBreak,
    EnAgainst,
    EnFrom,
    EnDeadline,
    EnCurrent,
    EnActual,
    EnTrim,
    EnHollow,
    EnUnitWord,
    EnNegative,
    EnEvery,
    EnAgent,
    EnYear,
    EnParticiple,
    EnGoalTail,
    EnShareOf,
    EnShareVerb,
    EnSpan,
    EnPer,
    EnPart,
    EnAsOf,
    EnThat,
    EnConcede,
    EnUnfinished,
    EnFree,
    EnPassing,
    /// …, starting with eight in 2025: of what comes first, not of all.
    EnBegin,
    EnAnd,
    EnAlso,
    EnNoAdverb,
    EnNumber,
    EnState,
    EnTopic,
    EnNorm,
    EnHeld,
    EnSum,
    EnDefinite,
    /// Back, in stages, last winter: nouns, as it seems, that name nothing.
    EnNoName,
    EnAffect,
    /// Enough to power five million homes.
    EnEnough,
    /// Offset, avoid: what a measure brings about by itself.
    EnEffect,
    /// Set up, take on: verbs with a particle.
    EnPhrasal,
    /// Over the past five years.
    EnElapsed,
    /// Three times more.
    EnFold,
    /// In these ways: the same as what was told.
    EnLikewise,
    /// Together with 27 municipalities, …: what is told in passing before the subject.
    EnOpening,
    /// Without raising taxes.
    EnRegardless,
    EnAccording,
    /// Highway 212: a number behind it is a name.
    EnRoute,
    /// As soon as viable.
    EnSoon,
    /// Renewable, fossil-free: what something is to so many percent.
    EnQuality,
    /// Do so: the same as what was told.
    EnDo,
    EnSo,
    /// And a detection rate of 25%: what such an article opens is another.
    EnOneOf,
    /// Are required to, have been told to.
    EnBidden,
    /// 28% below the level of 2005.
    EnApart,
    /// The OECD average.
    EnMean,
    EnMoved,
    /// Leads to where something is done: in 25 countries.
    EnPlace,
    EnSee,
    EnAlready,
    EnEnd,
    EnEmission,
    EnAll,
    EnEnsure,
    EnNone,
    EnAble,
    EnNormOfOthers,
    EnFollowing,
    EnPoint,
    EnOver,
    EnPastBe,
    EnSent,
    EnUntil,
    EnOutOf,
    EnGap,
    EnLabel,
    EnNounVerb,
    EnWas,
    EnMeasure,
    EnMore,
    EnCase,
    EnIll,
    EnGraded,
    EnTakesTo,
    EnSuccess,
    EnSuppose,
    EnHappen,
    EnWill,
    EnPlan,
    EnNext,
    EnWhich,
    EnBase,
    EnLasting,
    EnBetween,
    EnLevel,
    EnWith,
    EnThere,
    EnHanging,
    EnNumbered,
    EnCounts,
    /// SDG: the number of its target is none.
    EnSdg,
    EnFinite,
    EnGround,
    EnAsk,
    EnAskOf,
    EnRule,
    EnExample,
    EnKind,
    EnNow,
    EnNature,
    EnOther,
    EnNoDeed,
    EnPerson,
    EnAge,
    /// Before years of age.
    EnAged,
    /// Within 5 km, within 10 seconds: how far or how soon.
    EnReach,
    EnReachUnit,
    /// 改善する: what it takes is where something stands.
    Improve,
    /// 当初目標: what was aimed at before.
    FormerGoal,
    /// うち米: a part of what stands before it.
    PartLead,
    /// What names a measure in 指標はNとし.
    Measurer,
    EnSame,
    EnSameTime,
    EnMoney,
    EnStood,
    EnStand,
    EnPut,
    EnComing,
    EnSource,
    EnCosting,
    EnRuleNoun,
    EnLevy,
    EnMet,
    EnGeneric,
    EnExpect,
    EnRank,
    EnTop,
    EnRespective,
    EnWorld,
    EnMight,
    EnOwed,
    EnAdjective,
    EnLess,
    EnAdded,
    EnSpeaker,
    EnGas,
    EnGasWord,
    EnRequired,
    EnLike,
    EnArrive,
    EnIncluding,
    EnMeans,
    EnSameForms,
    EnUpTo,
    EnMaterial,
    EnMonth,
    EnPath,
    EnToward,
    EnSeason,
    /// Allocation, outlay: money that is paid out.
    EnAllotted,
    EnCalled,
    EnPlanned,
    EnUniversal,
    EnClosed,
    EnClosable,
    /// Call for, call on
    EnCallFor,
    /// Last measured at
    EnLatest,
    /// In order to
    EnOrder,
    /// Work towards: an aim in two words.
    EnStrive,
    EnHas,
    EnNeed,
    /// 25 per cent lower
    EnCompared,
    EnReady,
    EnHad,
    EnEarning,
    EnEarn,
    EnYears,
    EnTitle,
}

/// What a particle makes of the chunk before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Case {
    /// を, が, について: what is counted.
    Name,
    /// は, では: what the sentence speaks of.
    Topic,
    /// を alone.
    Object,
    /// から, より.
    Baseline,
    /// まで, までに, に.
    Deadline,
    /// まで in it.
    Until,
    /// の, における: belongs to the noun behind it.
    Adnominal,
    /// Stands inside a relative clause.
    Inside,
    /// や, と: the next of a list follows.
    List,
    /// の.
    Of,
    /// に, へ, と, まで behind a value.
    Target,
    /// に比べ.
    Against,
    /// と behind a verb: what is thought or said.
    Quote,
    /// で: by which part.
    By,
    /// :
    Colon,
    /// では: a part of what is counted.
    Part,
    /// について: of what something is said that counts.
    About,
    /// に, として behind a word for goals: 95%を目標に、….
    As,
    /// という behind a value: 5兆円という輸出目標.
    Called,
}

/// What a clause does with the values in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mood {
    /// Says that it is a goal: 目指す, 目標とする.
    Goal,
    /// A goal told of: 目標とした.
    OldGoal,
    /// Tells of a plan: 計画である, こととしている.
    Plan,
    /// A plain present tense: 引き上げる.
    Plain,
    /// A noun at the end: …の達成.
    Noun,
    /// Reports.
    Told,
    /// Expects, allows, supposes.
    Doubt,
}

impl Mood {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::OldGoal => "old goal",
            Self::Plan => "plan",
            Self::Plain => "plain",
            Self::Noun => "noun",
            Self::Told => "told",
            Self::Doubt => "doubt",
        }
    }
}

/// What a frame asks of a clause and of the values that have one name in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Need {
    Name,
    /// The name says that it counts: 件数, 率.
    Quantity,
    Target,
    Baseline,
    /// Words for where things stand: 現状の410haから, （現状5,107歩）.
    Present,
    /// The sentence before tells where it stands, in the same unit.
    Told,
    /// A year that a particle makes a deadline of.
    Deadline,
    /// A year that までに or by stands behind.
    Until,
    /// A year that is not over when the document is written.
    Future,
    /// A year that lies ahead of the document's own.
    Ahead,
    /// The value counts by the year.
    Annual,
    /// A word for goals in the sentence.
    GoalWord,
    /// The value is bound by 以上, 以下.
    Bound,
    /// Words say that the value itself is the goal: 輸出目標5兆円.
    GoalValue,
    /// Words say that the value is to be reached: 46%削減の実現.
    Achieved,
    /// It is the last clause of its sentence.
    Final,
    /// It is what something else is done for: 35%となるよう.
    SoThat,
    /// に, へ, と or まで takes the value.
    Taken,
    /// A span of years stands beside it: 5年間で.
    Span,
    /// A particle marks the name or takes the value.
    Marked,
    /// を marks the name.
    Object,
    /// The verb, or the noun that is aimed at, says which way: 増加.
    Direction,
    /// It is to be so in all 市町村.
    Everywhere,
    /// What may be counted is to be no more: 待機児童を解消する.
    Ended,
    /// It is to be as good as others, or as today: 全国平均以上とする.
    Par,
    /// An item of a list that the verb, or the value, begins: Reduce …, 95% of patients to ….
    Opens,
    /// It stands in a list of what will be so once a plan has succeeded.
    Pictured,
    /// It stands in a list or a column that is called one of goals.
    Listed,
    /// Those who speak, or the government, are to add so many: we will build 40 new schools.
    Added,
    /// It is a state that is to be reached, no number: net zero.
    State,
    /// What was reached stands beside it: 97% against a target of 98%.
    Report,
    /// So many are what the verb takes, or what does it: deliver 50,000 homes, 142,000 people will gain.
    Argument,
}

impl Need {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Name => "a name",
            Self::Opens => "an item that it begins",
            Self::Pictured => "a list of what success looks like",
            Self::Listed => "a list of goals",
            Self::Added => "so many more of ours",
            Self::State => "a state that is aimed at",
            Self::Report => "what was reached beside it",
            Self::Argument => "so many that the verb takes",
            Self::Quantity => "a name that counts",
            Self::Target => "a target",
            Self::Baseline => "a baseline",
            Self::Present => "words for where things stand",
            Self::Told => "a sentence before that tells where it stands",
            Self::Deadline => "a deadline",
            Self::Until => "a year with までに",
            Self::Future => "a year that is not over",
            Self::Ahead => "a year ahead",
            Self::Annual => "a value by the year",
            Self::GoalWord => "a word for goals",
            Self::Bound => "a bound",
            Self::GoalValue => "a value that words call the goal",
            Self::Achieved => "a value that is to be reached",
            Self::Final => "the end of the sentence",
            Self::SoThat => "something done for it",
            Self::Taken => "a particle that takes the value",
            Self::Span => "a span of years",
            Self::Marked => "a particle behind name or value",
            Self::Object => "を behind the name",
            Self::Direction => "a direction",
            Self::Everywhere => "all places of a kind",
            Self::Ended => "people or things that are to be no more",
            Self::Par => "a bound that others set",
        }
    }
}
