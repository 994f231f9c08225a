import type { Scenario } from './scenario.ts';

export const other: readonly Scenario[] = [
  {
    job: 'response',
    say: [
      '^<O> {takes cocaine|uses cocaine} {before nights|at weekends and comes to work on it} and {buys it from|owes money to} <nick>.',
      '^At {a wedding|a house party} in <month> <O> was {cutting lines of cocaine|selling pills} {in the bathroom|to other guests}.',
      '<He> {laughed about the drug test|knows when the tests are}, because {a friend in occupational health says when|they always ring first}.',
      'Small bags from searches {never reach the store|are "lost"}.',
      '@w <He> {sweats and cannot sit still|was asleep at the wheel} on {early turns|<day>}.',
    ],
  },
  {
    job: 'detective',
    say: [
      "^<O> {wrote|made up} a witness statement {and signed it with the witness's name|that nobody ever gave} in {a burglary|a knife crime} case.",
      '^A man is in prison {on the word of|because of} <O>, who {hid|destroyed} {the CCTV that cleared him|a statement that did not fit}.',
      'The {real|first} statement is {in a drawer|on a memory stick} at <station>.',
      '<He> was told {to get a result|that the file was late} and {said "leave it with me"|stayed behind on <day>}.',
      '@w <C> was asked to {say that <I> had been present|put <my> initials to it} and refused.',
    ],
  },
  {
    job: 'control',
    say: [
      '^<O> joined the police {because <nick> wanted someone inside|to find things out for <his> family}, {and everyone in <town> knows it|and said so at a barbecue}.',
      '^A {crime family|gang} in <town> has {put|got} one of its own into the police: <O>, who {started in the control room|passed the vetting} in <month>.',
      '<He> changed <his> {surname|address} before applying.',
      'The interview answers were {paid for|written by somebody already inside}.',
      '<He> has asked {for a move to intelligence|who does the informants}.',
    ],
  },
  {
    job: 'neighbourhood',
    say: [
      '^<O> is {best friends with|always with} <nick>, who {came out of prison in <month>|is wanted for fraud}, and {has told nobody at work|goes on holiday with him}.',
      '^<nick> was {at the christening|the best man at the wedding} of <O>, and they {run a racehorse together|share a flat in Spain}.',
      'When <nick> was stopped {on <street>|in a <car>}, {he rang <him> and was let go|<he> turned up in person}.',
      '<He> has {not declared it|said the two of them have not spoken for years}.',
      'There are {photographs on Facebook|pictures from <pub>} {under another name|from <month>}.',
    ],
  },
  {
    job: 'firearms',
    from: 'work',
    say: [
      '^{Ammunition|A box of rounds} {is missing|went missing} from the armoury {at <station>|used by the team}, and <O> {filled in the book for it|altered the count}.',
      '^<O> {takes training rounds home|keeps live rounds in a locker} and {the count is made to fit|writes them off as fired}.',
      'The {paper|range sheet} for {<day>|one day in <month>} shows more shots than there were {targets|people}.',
      '<W> {signs without looking|is a friend}.',
      '<He> {shoots with|is in a gun club with} <nick>.',
    ],
  },
  {
    job: 'sergeant',
    from: 'work',
    say: [
      '^<O> {closes|writes off} {rape|domestic} crimes {without anyone being spoken to|to make the figures look right}.',
      "^Victims' names {appear on|are under} withdrawal statements that they {never made|did not sign}, and <O> {does them in batches|sits there typing them}.",
      'One was dated {a day on which she was in hospital|after she had died}.',
      'The {inspector|boss} {is pleased with the numbers|calls <him> "the cleaner"}.',
      'It must be {forty|dozens of} cases since <month>.',
    ],
  },
  {
    job: 'roads',
    say: [
      '^<O> was {drunk|well over the limit} when <he> crashed {a police car|<his> <car>} on <street>, and {<O2> took the blame|no test was done}.',
      '^There was a crash on <street> {in <month>|late on a <day>}. <O> {ran off|was driven home by colleagues} and {came back sober|reported it in the morning as stolen}.',
      'A {cyclist|pedestrian} was {hurt|hit} and {has been told it was a hit-and-run|still does not know who it was}.',
      'The {barman at <pub>|woman behind the bar} counted {six|eight} pints.',
      '{The log|The tow} was {changed|arranged} {by <W>|from a private phone}.',
    ],
  },
  {
    job: 'property',
    say: [
      '^Seized drugs marked for burning are being sold {through <nick>|in <pub>} by <O>.',
      '^<O> {swaps|replaces} drugs in the store {with sugar|with flour} and {<nick> gets the rest|sells them on}.',
      'The weights {before and after|on the two labels} do not {agree|match}.',
      "<He> goes in {on rest days|at night}, {when there is nobody on|with someone else's pass}.",
      'A case was {dropped|lost} in <month> because {the laboratory found no drugs|there was nothing in the bag}.',
    ],
  },
  {
    job: 'intelligence',
    say: [
      '^<O> {gambles online|bets on horses} {all night|on a work computer} and {owes more than £30,000|has pawned <his> wedding ring}, and {people are offering to help|<nick> has offered to pay}.',
      '^<O> {cannot pay|is drowning in} <his> debts and has {started asking what information is worth|borrowed from <nick>}.',
      'As far as <I> know <he> has {not done anything yet|only been asked for small things}.',
      'The salary {is gone by the fourth of the month|goes straight to a lender}.',
      '<He> needs help {as much as anything|before it is too late}.',
    ],
  },
  {
    job: 'special',
    say: [
      "^<O> {helped|is helping} a man who {stabbed someone on <street>|is wanted for robbery} to hide {in a caravan|at <his> mother's}.",
      '^The man wanted for {the stabbing|a shooting} in <town> is {being driven about|kept out of sight} by <O>, his {cousin|old school friend}.',
      '<He> {brings food|was seen with shopping} {every second evening|on <day>}, at about <clock>.',
      'The {knife|clothes} went {into the canal|on a bonfire}.',
      '<He> checks {the radio channel|what the police know} {for him|before every move}.',
    ],
  },
];
