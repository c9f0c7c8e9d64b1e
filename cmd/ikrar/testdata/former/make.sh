#!/bin/sh
# Makes former.tar.gz, the home and the backup that cmd/ikrar/former_test.go opens, with the build that it is called with:
#   sh make.sh IKRAR, in an empty directory
# What is there was made by commit 58ff86b0, the last before registrars could act from afar. Every key is for tests alone.
set -e
ikrar=$1
export IKRAR_LANG=en HOME="$PWD/nobody" XDG_CONFIG_HOME="$PWD/nobody"
"$ikrar" init home --name 'Pemerintah Provinsi Contoh (TEST-ONLY)' --origin ikrar.contoh.example/buku \
	--url https://ikrar.contoh.example --registrar TEST-ONLY --no-passphrase
cat >pegawai.csv <<END
nip,nama,jabatan,unit
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan
198109212023212049,Budi Contoh,Guru,Dinas Pendidikan
199003032015032003,Siti Contoh,Guru,Dinas Kesehatan
END
"$ikrar" --home home roster import pegawai.csv
"$ikrar" --home home campaign new deklarasi --title 'Deklarasi ASN BerAKHLAK' --text uu-20-2023 --place Pontianak \
	--date 2026-03-31 --closes 2099-12-31
for person in nabila:197602012005052002 budi:198109212023212049; do
	name=${person%:*} nip=${person#*:}
	"$ikrar" key new "TEST-ONLY-$name.key" --no-passphrase
	"$ikrar" --home home enrol --nip "$nip" "TEST-ONLY-$name.key.pub"
	"$ikrar" pledge "$nip.ikrar" --key "TEST-ONLY-$name.key" --yes -o "$name.pledge"
done
"$ikrar" --home home record nabila.pledge
"$ikrar" --home home issue --out sertifikat
"$ikrar" --home home invite --nip 199003032015032003 --until 2099-12-31 --csv slip.csv
"$ikrar" --home home backup home.backup
tar --sort=name --owner=0 --group=0 -c home home.backup budi.pledge | gzip -9n >former.tar.gz
