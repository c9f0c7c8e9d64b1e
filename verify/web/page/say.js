// Sentences, dates and numbers in the reader's language. The sentences are Go's own catalogue, verify/phrase, which the
// server writes out as phrases.js; dates and numbers are written as verify/phrase/format.go does, and not by the
// browser's Intl: some phones lack its Indonesian.

import phrases from "./phrases.js"

const months = {
  id: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
const offsets = { WIB: 7, WITA: 8, WIT: 9 }

let lang = "id"
let zone = "UTC"

export function language() {
  return lang
}

export function setLanguage(to) {
  lang = to === "en" ? "en" : "id"
}

// setZone takes the institution's time zone, WIB, WITA or WIT. Until one is known, times are in UTC.
export function setZone(to) {
  zone = to in offsets ? to : "UTC"
}

export function has(key) {
  return Object.hasOwn(phrases, key)
}

// whenHere calls once the page has its sentences in a language. Most have both in phrases.js. A served page that is to begin
// soon has its English behind its script, for few read it.
export function whenHere(to, call) {
  if (to !== "en" || document.readyState !== "loading") call()
  else addEventListener("DOMContentLoaded", call, { once: true })
}

let behind = null // those sentences, by their keys

const inEnglish = (key) => phrases[key][1] ?? (behind ??= JSON.parse(document.getElementById("english").textContent))[key]

// say returns the sentence under key, its placeholders {name} filled from args.
export function say(key, args = {}) {
  if (!has(key)) return key
  const text = lang === "en" ? inEnglish(key) : phrases[key][0]
  return text.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name) => (Object.hasOwn(args, name) ? String(args[name]) : whole))
}

// date writes the day of a time in Unix seconds.
export function date(seconds) {
  const t = local(seconds)
  if (Number.isNaN(t.getTime())) return `${seconds} s` // signed, and beyond all calendars
  return `${t.getUTCDate()} ${months[lang][t.getUTCMonth()]} ${t.getUTCFullYear()}`
}

// moment writes day, hour and minute: 31 Maret 2022, 10.15 WIB.
export function moment(seconds) {
  const t = local(seconds)
  if (Number.isNaN(t.getTime())) return date(seconds)
  const two = (n) => String(n).padStart(2, "0")
  return `${date(seconds)}, ${two(t.getUTCHours())}${lang === "en" ? ":" : "."}${two(t.getUTCMinutes())} ${zone}`
}

// number writes n with the language's mark between thousands.
export function number(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, lang === "en" ? "," : ".")
}

function local(seconds) {
  return new Date((Number(seconds) + (offsets[zone] ?? 0) * 3600) * 1000)
}
