import type { Archived } from './petitions.ts'

const paragraph =
  '퇴근길마다 같은 자리에서 넘어질 뻔합니다. 비가 오면 보도블록 사이로 물이 솟고, 유아차는 차도로 내려가야 지나갈 수 있습니다. '

/** Written for the product: what residents paste, type and dictate, at its worst. */
const texts: [title: string, content: string][] = [
  ['비 오는 날 보도가 물에 잠깁니다', paragraph.repeat(240).trim()],
  ['줄을 많이 바꾼 글', '첫째 줄\n둘째 줄\n\n\n\n빈 줄 셋 뒤\n\t들여 쓴 줄\n  두 칸 들여 쓴 줄\n끝'],
  ['윈도에서 붙여 넣은 글', '첫째 줄\r\n둘째 줄\r\n\r\n넷째 줄\r다섯째 줄'],
  [
    `"큰따옴표" '작은따옴표' “둥근” ‘것’ 「낫표」`,
    `그는 "안 됩니다"라고 했고, 저는 'O'Brien'처럼 \`백틱\`과 \\역빗금\\도 씁니다.`,
  ],
  [
    '<b>굵게</b> & <script>alert(1)</script>',
    '<img src=x onerror="alert(1)"> &amp; &lt;p&gt; </script><!-- --> ]]> {{7*7}} ${7*7} %s %d',
  ],
  [
    '주차장을 늘려 주세요'.normalize('NFD'),
    '맥에서 붙여 넣은 글은 자모가 나뉘어 옵니다. 각난닫랄맘밥.'.normalize('NFD'),
  ],
  [
    '반려견 놀이터 🐕 꼭 만들어 주세요 🙏🏻',
    '가족 👨‍👩‍👧‍👦 과 깃발 🇰🇷, 심장 ❤️‍🔥, 숫자 1️⃣ 2️⃣, 손 👍🏽👍🏿 모두 한 글자입니다.',
  ],
  [
    '보이지 않는\u200b글자가\u00a0섞인 글',
    '너비 없는\u200b칸, 잇는\u200d칸, 방향\u202e거꾸로\u202c표, 한글\u3164채움, 넓은\u3000칸, 부드러운\u00ad줄.',
  ],
  ['가'.repeat(100), `${'띄어쓰지않은긴글'.repeat(300)}\n${'https://www.ydp.go.kr/?q='}${'a'.repeat(500)}`],
  ['ㅠㅠ ㅋㅋㅋ !!!!!!!!!! ㅡㅡ;;', 'ㄱㄴㄷ ㅏㅑㅓ ㄳ ㄵ ㅄ … ~~~ ^^;; ㅎㅎ (*´▽｀*) ¯\\_(ツ)_/¯'],
  ['신길동 ㎡ 당 ①②③ ㉠㈜ ㏊ ½', '낱자 ㎏ ㎞ ℃ ㏈ № ™ § ㆍ · • ― — – ‐ 〜 ～ ，。「」『』〔〕 Ⅳ ⅳ ㅿ'],
  [
    '中文·日本語·Tiếng Việt·العربية로 함께',
    '新路洞的夜路太暗了。\nĐường quá tối.\nالشارع مظلم.\nदुकान\nҚазақша\n𠮷野家 𩸽 ᄒᆞᆫ글',
  ],
  [
    '=HYPERLINK("http://example.kr")',
    '=1+1\n+1\n-1\n@SUM(A1)\n; DROP TABLE petitions; --\nnull\nundefined\nNaN\ntrue\n0',
  ],
  ['1234', '1.\n2.\n3.\n\n가.\n나.\n\n□ 하나\n ○ 둘\n  - 셋\n   ※ 넷'],
  ['Ḩ̵͓a̸͖͂r̶͇͘d̵̰̅ marks̀ ̂ ̃', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞'],
  ['끝 글자까지', '가'.repeat(20_000)],
]

const categories = ['안전/환경', '교통/건축/국토', '보건복지', '육아/교육', '일자리', '기타']

export const nastyPetitions: Archived[] = texts.map(([title, content], index) => ({
  title,
  content,
  category: categories[index % categories.length]!,
  begin: '2026-11-01',
}))
