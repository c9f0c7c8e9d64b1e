// Package witness is the service of an office outside an institution that cosigns the institution's
// checkpoints, so that it cannot show two histories: a C2SP tlog-witness. Package cosigning is the
// other side, which asks.
//
// To write there is POST add-checkpoint. Its body says which size the witness has seen,
// proves that the new checkpoint continues it, and gives the checkpoint as the log signed it:
//
//	old 20852014
//	PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
//	jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
//
//	ikrar.contoh.example/buku
//	20852163
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//	— ikrar.contoh.example/buku Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
//
// The answer is the witness's signature line, or one of these:
//
//	400  not such a body, or an old size above the checkpoint's
//	403  none of the log's keys signed it
//	404  the witness does not know the log
//	409  the witness has seen another size than the old one: it is the body, as text/x.tlog.size; or the size is the
//	     same and the root another, then without that type
//	422  the proof does not show that the checkpoint continues what the witness has seen
//
// To read there is GET HASH/checkpoint, with the SHA-256 of the log's origin in lower-case
// hexadecimal: the last checkpoint that was cosigned, with the log's signature and the witness's
// own; 404 where the log is not known or nothing was cosigned yet. Whoever watches a log holds that
// against what the log itself shows. Submission prefix and monitoring prefix are the same.
//
// 413 and 500 say that a body was too long and that the witness could not keep what it would have
// signed.
package witness
