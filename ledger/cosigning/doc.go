// Package cosigning publishes a ledger's checkpoints: it has the witnesses of the trust list in
// force cosign one (C2SP tlog-witness), and what their quorum has cosigned is what the ledger
// shows. Package witness is the other side.
package cosigning
