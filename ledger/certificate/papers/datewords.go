package papers

import (
	"fmt"
	"strings"
	"time"

	"ikrar/verify/phrase"
)

var (
	digitWords = [12]string{"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
		"sepuluh", "sebelas"}
	dayWords = [7]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
)

// numberWords writes 0 to 9999 in Indonesian words: "dua ribu dua puluh enam".
func numberWords(n int) string {
	rest := func(n int) string {
		if n == 0 {
			return ""
		}
		return " " + numberWords(n)
	}
	switch {
	case n < len(digitWords):
		return digitWords[n]
	case n < 20:
		return digitWords[n-10] + " belas"
	case n < 100:
		return digitWords[n/10] + " puluh" + rest(n%10)
	case n < 200:
		return "seratus" + rest(n-100)
	case n < 1000:
		return digitWords[n/100] + " ratus" + rest(n%100)
	case n < 2000:
		return "seribu" + rest(n-1000)
	}
	return numberWords(n/1000) + " ribu" + rest(n%1000)
}

// dayInWords writes a day as minutes begin: "Selasa tanggal tiga puluh satu bulan Maret tahun dua
// ribu dua puluh enam". In English minutes it stands in figures.
func dayInWords(language string, t time.Time) string {
	if language == "en" {
		return t.Weekday().String() + ", " + phrase.Date(phrase.EN, t)
	}
	_, month, _ := strings.Cut(phrase.Date(phrase.ID, t), " ")
	month, _, _ = strings.Cut(month, " ")
	return fmt.Sprintf("%s tanggal %s bulan %s tahun %s", dayWords[t.Weekday()], numberWords(t.Day()), month,
		numberWords(t.Year()))
}

// dayAndDate is "Selasa, 31 Maret 2026".
func dayAndDate(language string, t time.Time) string {
	if language == "en" {
		return dayInWords(language, t)
	}
	return dayWords[t.Weekday()] + ", " + phrase.Date(phrase.ID, t)
}
