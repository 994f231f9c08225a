/** What reporters add to any story, by theme; a report takes at most one line of a theme. Same notation as scenarios. */
export const details: readonly (readonly string[])[] = [
  [
    '<He> is {about forty|in <his> thirties|around fifty}, {tall|short|thickset}, {with short dark hair|fair|going grey}, and {drives a <car>|has a northern accent|wears a sports watch}.',
    '<He> lives {on|just off} <street> and {drives a <car>|goes to <gym> most days}.',
    '{Off duty|When not on shift} <he> is usually to be found {in <pub>|at <gym>}.',
    '<He> is described as {white|mixed race|Asian}, {30 to 35|late forties|about 28}, {slim|stocky|athletic} build.',
    '<He> has {been in the job for about ten years|transferred from another force|worked in <town> since <month>}.',
  ],
  [
    '<C> heard this {at first hand|from somebody who was there|from a relative}.',
    'Some of this <I> saw {<myself>|at first hand}, and the rest comes from {people who were there|a person <I> trust}.',
    'This is known because {it was seen|it came up in conversation|the messages were shown round}.',
    '<C> had no reason to {go looking for this|think about it} until {a few weeks ago|<month>}.',
    'This is {not gossip|more than a rumour}: {two other people say the same|there are dates and messages}.',
  ],
  [
    '{There are|Somebody has} {screenshots|photographs|voice notes}, which {can be sent|are kept somewhere safe}.',
    'The {phone records|messages} would {bear this out|prove it}, {if anyone looked|and they must still exist}.',
    'There is nothing on paper, {as far as <I> know|only what people saw}.',
    'Nobody has asked to see {the messages|any of it} so far.',
    '{A person|Somebody} close to <him> {kept notes|has a diary} with dates in it, {from <month> on|going back a long way}.',
    'A check of <his> {computer use|phone|bank account} would {show the rest|tell you everything}.',
  ],
  [
    'It has been reported {before|once already}, {to a sergeant|through the website}, and {nothing came of it|<he> knew about it within a day}.',
    'Nobody has told {the police|professional standards} because {they all know one another|nobody trusts them}.',
    '<C> rang 101 about it in <month> and was {cut off|told to fill in a form}.',
    'Others {know about it|have seen it} and {look the other way|are too scared to speak}.',
    '<W> {must have known|was told} and {did nothing|said to leave it}.',
  ],
  [
    '<C> did not want to {give a name|leave any details} {for fear of reprisals|because <he> would work out who said it}.',
    'Please {do not contact|keep away from} anyone at <station>, {word gets out|it would get back to <him>}.',
    'If <he> {finds out|hears} who {told you|said this}, {there will be trouble|there is no knowing what would happen}.',
    '<C> asked {more than once|twice} whether {this really was anonymous|names would be kept out of it}.',
    'Very few people know all this, so {please be careful how it is used|care is needed}.',
  ],
  [
    'Someone like this should not {be in uniform|have that sort of power}.',
    'The good ones {are let down by it|pay for this}.',
    'It makes {you|people} wonder {who else is in on it|how far up it goes}.',
    'It has kept <me> awake {for weeks|since <month>}.',
    'What matters is that it {stops|stops before somebody is badly hurt}.',
    'No reward is {wanted|being asked for}.',
  ],
  [
    '<He> is on {nights|earlies|rest days} {this week|until <day>}.',
    'There is {talk of promotion|a move to a specialist team coming up}.',
    '<He> is {well liked|popular with the bosses} and {very good at talking|always has an answer}.',
    '<He> {has had money worries since <month>|has been drinking lately|split up with someone in <month>}.',
    '<His> {brother|cousin|flatmate} is {also in the police|a solicitor in <town>}.',
  ],
  [
    '{Two|Three} {neighbours|friends|relatives} have {said to leave it alone|noticed as well}, {but that does not feel right|and are just as worried}.',
    '{An ex-colleague|A former friend} of <hers> {fell out with <him> over it|would talk if asked quietly}.',
    'There is {somebody else on that team|one person} who {might talk|is straight and would help}, {but is close to retiring|if it were done carefully}.',
    '<W> is {decent|one of the good ones} and {has no idea|was kept in the dark}.',
    'The names of {others|the others} are {not known to <me>|better left out for now}.',
  ],
  [
    '<C> {was in two minds|hesitated for weeks} about {saying anything|coming forward}.',
    'It was {a programme on television|a poster|something on the radio} that {made <me> come forward|gave <me> the idea of telling somebody}.',
    '<C> cannot {prove every word|be sure of every date}, but {the heart of it is true|it is all told as it was seen}.',
    '<C> had {nothing against <him>|always got on with <him>} before {all this|this came out}.',
    '<C> would {answer questions|try to find out more} {if there are any|if somebody says what is needed}.',
    'Some of this {may be muddled|is perhaps out of order}: {it is a lot to put into words|it is hard to know where to start}.',
  ],
  [
    '<He> {has said openly|likes to say} that {rules are for other people|<he> has "never had a complaint stick"}.',
    '<He> {posts pictures of|talks about} {expensive watches|holidays in Dubai|nights out}, {which nobody can explain|and people ask where it comes from}.',
    '<He> has {two phones|a second phone} and {never leaves them lying about|takes calls outside}.',
    '<He> {is due a medal|got a commendation} this year, {which makes it harder to take|of all people}.',
    'At {home|<gym>} <he> {is charming|can be very different}, {so people find it hard to believe|which is why nobody would think it}.',
    '<He> {lost a close relative|had an operation} in <month>, {and some say it changed <him>|but that is no excuse}.',
  ],
  [
    'Whoever looks into this should {not be from <station>|come from outside}, {because <he> has friends everywhere|or it will be buried}.',
    '{Quiet|Careful} enquiries {at <pub>|in <town>} would {soon show it|find others who say the same}.',
    'The {easiest|best} time to {find <him> out|catch <him> at it} is {a <day>|after about <clock>}.',
    'A {letter|visit} in a marked car would {give everything away|make matters worse}.',
  ],
];

/** For what goes on, not for what happened once. */
export const goingOn: readonly string[] = [
  'It {began|started} {in <month>|around <month>|soon after <he> changed team} and is {still going on|getting worse}.',
  'The last time {was a few days ago|was within the last fortnight|<I> know of was a <day>}.',
  'There have been {three|five|half a dozen} times that <I> know of.',
  'It {went quiet|stopped} for a while {after <month>|last year} and then {began again|got worse}.',
  'To begin with it was {now and then|small things}, and by <month> {it was every week|hardly a week went by}.',
];
