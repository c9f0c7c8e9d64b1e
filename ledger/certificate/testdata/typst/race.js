// Draws the page N times, of N people, as one long run: race.js PAGE FONTS N
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler')
const { readFileSync } = require('node:fs')

const [page, fonts, n] = process.argv.slice(2)
const mainFileContent = readFileSync(page, 'utf8')
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] })
const draw = i => compiler.pdf({ mainFileContent, inputs: { name: `Contoh Pegawai ${i}`, number: `800.1.3.3.22/${i}/BKD/2026`,
  nip: `••••••••••••••${1000 + i % 9000}`, code: `K7QM-2F8D-${1000 + i % 9000}` } })

draw(0)
const start = process.hrtime.bigint(), before = process.cpuUsage()
let Bytes = 0
for (let i = 1; i <= n; i++) {
  Bytes = draw(i).length
  compiler.evictCache(2) // what the last two pages did not use
}
const used = process.cpuUsage(before)
console.log(JSON.stringify({ Wall: Number(process.hrtime.bigint() - start) / 1000 / n, CPU: (used.user + used.system) / n, Bytes }))
