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

// setLanguage takes English only where its sentences are here: a page may have been cut off on its way.
export function setLanguage(to) {
  lang = to === "en" && hasEnglish() ? "en" : "id"
}

// setZone takes the institution's time zone, WIB, WITA or WIT. Until one is known, times are in UTC.
export function setZone(to) {
  zone = to in offsets ? to : "UTC"
}

export function has(key) {
  return Object.hasOwn(phrases, key)
}

const patience = 4000 // ms, after which a page that stops on its way is used without them

// whenHere calls once the page has its sentences in a language, or none will come any more. Most pages have both in phrases.js. A
// served page that is to begin soon has its English behind its script, for few read it.
export function whenHere(to, call) {
  if (to !== "en" || document.readyState !== "loading" || hasEnglish()) return call()
  const go = () => {
    clearTimeout(timer)
    removeEventListener("DOMContentLoaded", go)
    call()
  }
  const timer = setTimeout(go, patience)
  addEventListener("DOMContentLoaded", go)
}

let behind = null // those sentences, by their keys

function hasEnglish() {
  if (behind !== null || Object.values(phrases)[0].length > 1) return true
  try {
    behind = JSON.parse(document.getElementById("english").textContent)
  } catch {
    return false // not there, or a part of them
  }
  return true
}

const inEnglish = (key) => phrases[key][1] ?? behind[key]

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
