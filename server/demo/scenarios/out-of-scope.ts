import type { Scenario } from './scenario.ts';

export const outOfScope: readonly Scenario[] = [
  {
    job: 'former',
    say: [
      '^<O>, who {retired|left the force} {six|nearly ten} years ago, {runs a parking firm|is a private detective} and {tells people that <he> is still in the police|uses the old title to frighten people}.',
      '^A {private investigator|bailiff} has been posing as police {on <street>|in <town>}. It is <O>, {long out of the force|who left years ago}.',
      '<He> {has an old badge in a wallet|keeps a blue light in the <car>}.',
      'Nobody now serving is {involved|said to be helping}, {as far as <I> know|to <my> knowledge}.',
      '<He> wanted <money> to {"make a letter go away"|look into a missing dog}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^The council has put {double yellow lines|a bus gate} on <street> and {tickets are being given out|a camera catches everybody} {although there is no sign|day and night}.',
      '^There is a {neighbour|man} on <street> who parks {across the drive|on the pavement} {every <day>|with a <car>} and the police {do nothing|said it was civil}.',
      'It has been going on since <month>, and {pushchairs have to go into the road|a wheelchair cannot get by}.',
      'The {fine|ticket} was {£70|£130} and an appeal was {turned down|never answered}.',
      'Someone should be {sacked|made to come and look}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^It took {four|six} hours for anyone to come after {a burglary|the shed was broken into} on <street>, and the officer was {rude|in a hurry}.',
      '^This is about the {slow|poor} service from <station>: {a stolen bike|a broken window} was reported in <month> and {nobody has rung back|the case was closed by text}.',
      'There is a crime number but {no name to ask for|the line is always engaged}.',
      'All that is wanted is {an apology|for somebody to look at the CCTV}, which <shop> {still has|kept for them}.',
      'Nobody is being accused of {anything crooked|corruption}, only of {not caring|laziness}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^<nick> {deals|sells weed and pills} from {a <car>|the flats} on <street> {every <day>|from about <clock>}, {and it has nothing to do with the police|no police officer is involved}.',
      '^There is a cannabis {farm|factory} {above <shop>|in a house on <street>}: {the windows are blacked out|you can smell it from the bus stop}.',
      'Cars {come and go|stop for half a minute} {until late|all evening}.',
      'The {children|schoolchildren} have to walk past it.',
    ],
  },
  {
    job: 'none',
    say: [
      '^A {prison|security} officer {at the jail near <town>|who works for a private firm} is {bringing in phones|taking money to bring in spice}. {It is not a police officer|The person is not in the police}.',
      '^{A solicitor|A magistrate} in <town> {drinks with|takes money from} <nick>, {and the police are not part of it|so the report may belong elsewhere}.',
      'The price is <money>, handed over {in <pub>|at <gym>}.',
      'It was {said in front of several people|overheard} in <month>.',
    ],
  },
  {
    job: 'none',
    say: [
      '^An immigration officer {asked for|took} <money> {to look kindly on a visa|from a family on <street>}.',
      '^Somebody {rang|came to the door} saying {they were from the fraud squad|that a card had been copied} and {took a bank card|asked for <money>}. It was {a trick|not a real officer}.',
      'The number that came up was <phone>.',
      'It happened on <day>, at about <clock>.',
      'The {bank|real police} {said to ring this line|was no help}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^The police helicopter {flies over <street>|keeps everyone awake} {night after night|until <clock>} and {it is a waste of money|nobody will say why}.',
      '^Why are there {speed cameras|so many vans} {on <street>|at the roundabout} when {people are being burgled|the station was closed}?',
      'A letter to the {commissioner|chief constable} in <month> {has not been answered|got a standard reply}.',
      'It is {public money|the taxpayer who pays}.',
    ],
  },
  {
    job: 'former',
    say: [
      '^In {1987|the early nineties} <O> {hit|slapped} {a boy|a young man} at <station> and {made him sign a confession|no one believed him}.',
      '^This goes back to {1991|1984}: <O> {took money from|was paid by} {bookmakers|scrap dealers} in <town>.',
      'Most of the people concerned are {dead|in their eighties}.',
      '<He> {lives abroad|is said to be in a home}.',
      'It {still matters|has never been put right}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^{The government|A satellite} {is reading thoughts|sends messages} through the {street lamps|smart meter} on <street>, and {the chief constable knows|the police will not come any more}.',
      '^They {come in at night|move things} and {leave no trace|put everything back a little to the left}; {the police say there is nothing there|the officer only wrote it down}.',
      'It has been like this {since <month>|for <years>}.',
      'The {doctor|housing officer} {says to ring|was kind, but does not see it}.',
    ],
  },
  {
    job: 'none',
    say: [
      '^Is this the number for {lost property|a firearms licence}? {A wallet was left on a bus|The renewal was sent off in <month>}.',
      '^Someone who applied to join the police was {turned down in <month>|failed at the fitness test} and {wants to know why|thinks the form was lost}.',
      'The {form|letter} went to <station>{| by recorded post}.',
      'The telephone there {rings out|is a recording}.',
      'Please {pass this on|say who to ask}, since {nobody answers|every number leads to another number}.',
    ],
  },
];
