/** Invented names, freely combined, and invented places: no real person, station or street is meant. */
const list = (words: string) => words.split(' ');
export const men = list(
  'Daniel Craig Stuart Gareth Lee Marcus Neil Adrian Dean Kieran Rhys Callum Imran Tariq Darren Ross Glen Warren Toby Elliot Jamie Scott Carl Duncan Wesley Nathan Bradley Sanjay Owen Curtis',
);
export const women = list(
  'Leanne Kirsty Donna Joanne Priya Megan Shelley Gemma Tracey Anita Bethan Hayley Carly Nadia Rachel Stacey Lorna Fiona Jodie Amina Chloe Tamsin Natalie Wendy Heather Monika Rosie Zara Paula Siobhan',
);
export const surnames = list(
  'Hollis Tranter Askwith Marlowe Pemble Dunstan Farrow Kettley Brackley Thorne Wickes Ollerton Pryde Sandford Mossley Cattrell Lomax Garside Hebden Rudd Winstone Tolley Bexfield Harker Quill Stannard Yardley Meakin Copley Ransome Hartnell Sedley Brigham Cowley Denholm Elphick Fenner Gadsby Haigh Ingram Jessop Kirkby Ludlow Maddox Nuttall Ormond Plaister Rudkin Selwood Tasker Utley Verrall Wadlow Yelland Bostock Chadlow Ewart Flint Gale Hurrell',
);
export const towns = [
  'Harrowmere',
  'Castlebridge',
  'Wexley',
  'Thornaby Vale',
  'Millhaven',
  'Oakstead',
  'Fernbridge',
  'Saltcombe',
  'Ravensworth Green',
  'Kingsmoor',
  'Ashwick',
  'Brindlebury',
  'Coldharbour Bay',
  'Dunmere',
  'Elmcaster',
  'Foxholt',
  'Greyford',
  'Holmebrook',
  'Larchfield',
  'Marlstead',
  'Northwell',
  'Penhallow Cross',
  'Quarrydale',
  'Stonereach',
  'Tarnside',
  'Underhill',
  'Westerfield Park',
  'Yarnbrook',
];
export const streets = [
  'Larkfield Road',
  'Tannery Lane',
  'Beacon Rise',
  'Old Mill Way',
  'Jubilee Close',
  'Cobden Terrace',
  'Saxon Drive',
  'Quayside Row',
  'Hawthorn Crescent',
  'Foundry Street',
  'Bramble Walk',
  'Station Parade',
  'Chandler Avenue',
  'Priory Gardens',
  'Sycamore Grove',
  'Weavers Court',
  'Copperfield Place',
  'Orchard Mead',
  'Rope Walk',
  'Gasworks Lane',
];
export const pubs = [
  'the Carpenters',
  'the Blue Heron',
  'the Railway Tap',
  'the Fox and Ladder',
  'the Three Bells',
  'the Old Ferryman',
  'the Cooper’s Arms',
  'the Golden Sheaf',
  'the Lamplighter',
  'the Black Swan',
  'Bar Mono',
  'Club Vertigo',
];
export const shops = [
  'Dilan’s Kebab House',
  'the Golden Wok',
  'Patel’s News',
  'Corner Express',
  'the Spice Garden',
  'Bluebird Café',
  'Harbour Fish Bar',
  'the Village Stores',
  'Kwik Tyres',
  'Anatolia Grill',
];
export const gyms = ['Ironworks Gym', 'the Forge', 'Pulse Fitness', 'Bay Street Boxing', 'Muscle Yard', 'Unit 9 Gym'];
export const nicknames = [
  'Big Tel',
  'Sparky',
  'Mouse',
  'Turk',
  'Uncle Ray',
  'Jonno',
  'Smiler',
  'Gaz',
  'the Dentist',
  'Fats',
  'Ginge',
  'Doc',
];
export const cars = [
  'grey Audi A3',
  'black Golf',
  'white Transit',
  'silver BMW',
  'blue Focus',
  'red Corsa',
  'black Range Rover',
  'white Tiguan',
  'green Mini',
  'dark Mercedes',
];
export const months = list('January February March April May June July August September October November December');
export const weekdays = list('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');
