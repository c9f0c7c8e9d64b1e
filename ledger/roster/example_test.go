package roster_test

import (
	"fmt"
	"io"
	"log"
	"strings"

	"ikrar/ledger/roster"
)

func ExampleRead() {
	const file = `NIP;Gelar Depan;Nama Lengkap;Gol.;Unit Kerja
19740724 202421 1 050;Ir.;Hendra;ix;Biro Organisasi
1.98609E+17;;Siti;III/a;Biro Organisasi
`
	sheet, err := roster.Read("pegawai.csv", strings.NewReader(file), roster.Choice{})
	if err != nil {
		log.Fatal(err)
	}
	for {
		row, err := sheet.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			continue
		}
		p := row.Person
		fmt.Printf("%d: %s, %s, %s, NIP %s\n", row.Line, p.PrintedName(), p.PrintedRank(), p.Unit, p.NIP.Masked())
	}
	// Output:
	// 2: Ir. Hendra, Golongan IX, Biro Organisasi, NIP **************1050
	// pegawai.csv line 3: nip "1.98609E+17": typed as a number, digits are lost; format the column as text
}
