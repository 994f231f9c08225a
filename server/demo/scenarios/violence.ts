import type { Scenario } from './scenario.ts';

const told = (job: Scenario['job'], say: readonly string[], more: Partial<Scenario> = {}): Scenario => ({
  job,
  say,
  ...more,
});

export const violence: readonly Scenario[] = [
  told('custody', [
    '^<O> {punched|kneed} a handcuffed prisoner in a cell at <station> {in <month>|on <day>}.',
    '^A prisoner left <station> with {a broken cheekbone|two cracked ribs} after being alone in a cell with <O>.',
    'The man was {already in cuffs|lying face down} and {had spat on the floor|was calling for a doctor}.',
    'It was written up as {a fall from the bench|self-injury}, and <O2> {signed it as well|wrote the same words}.',
    '@w The camera in that cell {was "out of order" for eleven minutes|has a gap at about <clock>}.',
    'Blood was {hosed away|mopped up} before the {nurse|inspector} came round.',
  ]),
  told('response', [
    '^<O> {hit|beat} a {teenager|boy} with a baton {on <street>|behind <shop>} when he was {already on the ground|not resisting}.',
    '^A lad of {sixteen|seventeen} was {chased and beaten|dragged off his bike} by <O> {on <street>|near <shop>}.',
    '<O2> {stood and watched|said "that\'s enough" and pulled <him> off}.',
    'The boy had {a fractured wrist|stitches in his scalp} and was {charged with assaulting the officer|told he was lucky}.',
    'It was filmed from {a flat|the top deck of a bus}, {and the film is on TikTok|but the person was made to delete it}.',
    'It happened on a <day>, {at about <clock>|in broad daylight}.',
  ]),
  told(
    'firearms',
    [
      '^<O> {used|fired} a Taser on {an elderly man|a man with autism} {three times|twice} {in his own kitchen|on <street>} and {laughed|joked about it}.',
      '^<V>, who {has dementia|cannot hear}, was tasered by <O> for {holding a teaspoon|not answering}.',
      'The family {tried to explain|were shouting that he did not understand}.',
      'Back in the van <he> said "{that woke him up|one more for the tally}".',
      'The {report|form} says there was a knife, {and there was none|which nobody else saw}.',
      'He was in hospital for {four|nine} days {with a head wound|after his heart stopped}.',
    ],
    { victim: 'm' },
  ),
  told('special', [
    '^<O> {glassed|headbutted} a man in <pub> {while off duty|on <day>} and the {CCTV has vanished|landlord was told to lose the tape}.',
    '^There was a fight outside <pub> {in <month>|on a <day> night}, and the one who started it was <O>, off duty.',
    'The man {lost the sight of one eye|needed a plate in his jaw}.',
    "Two officers who came {shook <his> hand|took <him> home} and arrested {the wrong person|the injured man's brother}.",
    'The {barmaid|doorman} was {visited at home|asked whether the licence was in order}.',
    '<He> {boasts about it at <gym>|tells people that <he> is untouchable}.',
  ]),
  told('roads', [
    '^<O> {rammed|drove at} a {moped|cyclist} {on purpose|because he had been sworn at} {on <street>|on the bypass}.',
    '^A {moped rider|boy on an e-bike} was {knocked off|run into the kerb} by <O>, and {it was no accident|the car sped up before it}.',
    'In the car <he> {was heard to say|said} "{watch this|I am having him}".',
    '@w The {dash camera card|recording} was {swapped|taken out} before the {sergeant|collision unit} came.',
    'The rider is {on crutches|in a brace} and {had done nothing|was only riding home from work}.',
  ]),
  told(
    'sergeant',
    [
      "^<O> {slapped|shook} a {thirteen|fourteen}-year-old girl from the children's home {in the back of a van|when she would not get out of a car}.",
      "^Staff at a children's home {near|in} <town> {are worried about|dread} <O>, who is {rough with|hurts} the girls when <he> brings them back.",
      'One, <V>, had {finger marks on both arms|a handful of hair pulled out}.',
      '<He> said that {"nobody listens to kids in care"|she "needed a father"}.',
      "It was {put in the home's log|photographed by a care worker} {on <day>|in <month>}.",
      'She has {run away twice since|stopped ringing the police when men follow her}.',
    ],
    { victim: 'child' },
  ),
  told(
    'detective',
    [
      '^<O> {gets young men to fight|pays lads to beat up people} who {owe money to|fall out with} <nick>.',
      '^A man on <street> had his {legs broken|hands smashed} by two others, and the one who {drove them there|gave them the address} was <O>.',
      'He was {told to drop a claim against|behind with a debt to} <nick>.',
      'The {car|<car>} that waited was {<his>|the one <he> drives to work}.',
      'The {crime report|investigation} was {given to <him>|closed within a week by <him>}.',
      'Another one is {planned|due} {for <day>|before the end of the month}, and the name <V> was mentioned.',
    ],
    { victim: 'any' },
  ),
  told('response', [
    '^<O> takes {steroids|something from <gym>} and {loses <his> temper with everyone|is out of control}, {at work|on the street} as well as at home.',
    '^Steroids are sold at <gym> by <O>, who {injects before shifts|has become frightening}.',
    '<He> has {put a fist through a locker|torn a car door off its hinge} {in <month>|this summer}.',
    'On <day> <he> {choked a shoplifter|held a drunk man by the throat} until {<he> was pulled off|his lips went blue}.',
    '@w The team {cover for <him>|write "resisted" every time}.',
    'The boxes come by {post to <his> home|courier} and {<nick> supplies them|have no name on them}.',
  ]),
  told('neighbourhood', [
    '^<O> {let a police dog loose on|set the dog on} a man who {had put his hands up|was asleep in a doorway}.',
    '^A {homeless man|rough sleeper} {by the canal|near <shop>} is being {kicked awake|hurt} by <O> {most mornings|for fun}.',
    'His tent was {slashed|thrown in the water}, with {his medicine|his papers} inside.',
    'He has {a bite that has gone septic|bruised kidneys} and {will not see a doctor|showed the outreach team}.',
    '<He> said "{nobody is going to miss you|you are litter}".',
    'A {street cleaner|jogger} saw it {at about <clock>|on <day>}.',
  ]),
  told('inspector', [
    '^On {a public order job|the day of the march} <O> {hit people with the edge of the shield|told officers to "go in hard and cover your numbers"}.',
    '^At the {demonstration|match} in <town> <O> {punched a woman in the face|took <his> number off} and {then struck people who were sitting down|hit a steward}.',
    'A {student|nurse} was {knocked unconscious|left with a bleed on the brain}.',
    'The {notes|statements} of the serial were {written together|dictated} afterwards {in the van|over a curry}.',
    '@w Those who {would not sign|asked questions} were {sent home|called traitors}.',
    'There is film, but {the officers have helmets on|it needs slowing down}.',
  ]),
];
