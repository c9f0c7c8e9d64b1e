package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"ikrar/verify/phrase"
)

var doubleClickPhrases = phrase.Book{
	"window.question": {
		ID: "ikrar: komitmen BerAKHLAK yang ditandatangani dan dapat diperiksa.\n\n  1  Saya menandatangani (ada slip atau berkas NIP.ikrar)\n  2  Saya petugas kepegawaian: buka kantor di peramban\n  3  Saya memeriksa sebuah sertifikat\n\nKetik 1, 2, atau 3, lalu Enter:",
		EN: "ikrar: BerAKHLAK pledges that are signed, and that anybody can check.\n\n  1  I sign (I have a slip or a file NIP.ikrar)\n  2  I am HR's officer: open the office in the browser\n  3  I check a certificate\n\nType 1, 2 or 3, then Enter:",
	},
	"window.sign": {
		ID: "Tempel alamat dari slip Anda, atau seret berkas NIP.ikrar ke jendela ini, lalu Enter:",
		EN: "Paste the address of your slip, or drag the file NIP.ikrar into this window, then Enter:",
	},
	"window.key": {
		ID: "Seret berkas kunci pribadi Anda ke jendela ini, lalu Enter:",
		EN: "Drag the file of your private key into this window, then Enter:",
	},
	"window.check": {
		ID: "Seret sertifikatnya (PDF, foto, atau folder) ke jendela ini, atau ketik kodenya, lalu Enter:",
		EN: "Drag the certificate (PDF, photo or folder) into this window, or type its code, then Enter:",
	},
	"window.close": {ID: "Tekan Enter untuk menutup.", EN: "Press Enter to close."},
}

// welcome asks whoever double-clicked the program what they are here for, and returns the command
// line that does it; none where nobody answers, which the bare command is for.
func welcome(lang phrase.Lang, in io.Reader, out io.Writer) []string {
	lines := bufio.NewScanner(in)
	ask := func(key string) (answer string) {
		for answer == "" {
			fmt.Fprint(out, phrases.Say(lang, key), " ")
			if !lines.Scan() {
				return ""
			}
			answer = dropped(lines.Text())
		}
		return answer
	}
	for {
		switch answer := ask("window.question"); answer {
		case "":
			return nil
		case "1":
			what := ask("window.sign")
			if what == "" {
				return nil
			}
			if isAddress(what, what) {
				return []string{"pledge", "--", what}
			}
			return []string{"pledge", "--key", ask("window.key"), "--", what}
		case "2":
			return []string{"office"}
		case "3":
			if what := ask("window.check"); what != "" {
				return []string{"verify", "--", what}
			}
			return nil
		}
	}
}

// dropped is a line without the quotes that a path has which was dragged into the window.
func dropped(line string) string {
	line = strings.TrimSpace(line)
	if bare, ok := strings.CutPrefix(line, `"`); ok && strings.HasSuffix(bare, `"`) {
		return strings.TrimSuffix(bare, `"`)
	}
	return line
}

// waitToClose keeps the window of a double-click until it has been read.
func waitToClose(lang phrase.Lang, in io.Reader, out io.Writer) {
	fmt.Fprintf(out, "\n%s", phrases.Say(lang, "window.close"))
	bufio.NewScanner(in).Scan()
}
