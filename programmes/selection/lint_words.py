"""The words and turns of phrase that `profile_lint` looks for, as patterns."""

import re

# Praise without anything one could see. A name is vague when little else is left in it.
VAGUE = re.compile(
    r"\b(?:good communicators?|good communication|communication skills?|interpersonal skills?|"
    r"people skills?|team ?players?|nice|pleasant|friendly|positive|attitude|personality|"
    r"professional(?:ism)?|motivated|passionate|enthusiastic|dynamic|charismatic|empathetic|"
    r"empathic|empathy|reliable|reliability|committed|commitment|flexible|proactive|mature|"
    r"maturity|inspiring|inspirational|approachable|trustworthy|respected|natural|leaders?|"
    r"leadership|role models?|good listeners?|listener|excellent|strong|great|good|well|suitable|"
    r"right|cultural fit|culture fit|fit|chemistry|presence|gravitas|confident|confidence)\b",
    re.IGNORECASE,
)

# Words that say nothing by themselves.
EMPTY = re.compile(
    r"an?|and|the|of|with|to|in|for|is|are|be|has|have|who|very|really|highly|skills?"
)

# Words by which one level is told from another when nobody says what is seen there.
DEGREE = re.compile(
    r"not|no|never|rarely|seldom|hardly|barely|little|slightly|a|bit|some|somewhat|partly|"
    r"partially|sometimes|occasionally|often|usually|mostly|frequently|fairly|quite|rather|"
    r"moderately|well|very|highly|extremely|always|fully|completely|excellently|exceptionally|"
    r"good|poor|weak|strong|average|excellent|satisfactory|adequate|high|low|medium|below|above|"
    r"level|at|all|more|most|much"
)

# Years of having been there, rather than of having done something.
SERVED = re.compile(
    r"years? (?:of|in) (?:service|employment|the (?:company|organi[sz]ation))|"
    r"(?:length of|long)[- ]serv(?:ice|ing)|tenure",
    re.IGNORECASE,
)

# Within the last five years is how lately, not how long.
YEARS = (
    r"(?<!within )(?<!last )(?<!past )"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|ten|fifteen|twenty|many|several)\+?"
    r"(?: or more)? years?|"
    r"years? (?:of|in) (?:service|employment|the (?:company|organi[sz]ation))|"
    r"length of service|long[- ]serving|long service|tenure"
)
SENIORITY = (
    r"senior(?:ity| managers?| staff| leaders?| level| executives?)?|grades? [a-z]?\d+|"
    r"(?:minimum|at least) grade|job grade|management level|director level|head of department|"
    r"executives?|high[- ]rank(?:ing)?"
)
AGE = (
    r"young(?:er)?|youthful|energetic|digital native|(?:over|under|above|below) \d\d\b|"
    r"aged? \d+|mature age|recent graduates?"
)
ORIGIN = (
    r"native(?:[- ](?:level|like))?[- ](?:english[- ])?speak(?:er|ers|ing)|"
    r"native (?:english|level|fluency)|mother tongue|without (?:an )?accent|accent[- ]free|"
    r"nationals?\b|nationality|citizens?(?:hip)?|born in"
)
FULL_TIME = r"full[- ]time|permanent (?:contract|staff|employees?)|not part[- ]time"
DEGREES = (
    r"(?:university|bachelor['’]?s?|master['’]?s?|mba|phd|doctoral|academic|college) degree|"
    r"degree (?:in|level|educated|required|holder)|has a degree|graduates?|mba|phd|doctorate"
)
GENDERED = (
    r"(?:he|she|his|her|him|lady|ladies|gentlem[ae]n)\b|chairm[ae]n|manpower|foreman|salesm[ae]n|"
    r"statesman(?:like)?|motherly|fatherly|masculine|feminine"
)
