internal import Crypto
internal import Foundation
internal import GRDB

/// What the ledger's triggers ask the program for.
enum LedgerFunctions {
    /// - Parameter key: what content digests are keyed with.
    static func register(in db: GRDB.Database, key: LedgerKey, witness: LedgerWitness) {
        db.add(
            function: DatabaseFunction("ledger_hash", argumentCount: 13, pure: true) { values in
                var line = LedgerLine(
                    number: try required(values[1]), moment: try required(values[2]), outbox: try required(values[3]),
                    state: try required(values[4]), attempts: try required(values[5]),
                    note: String.fromDatabaseValue(values[6]), hash: Data())
                if let id = String.fromDatabaseValue(values[7]) {
                    line.event = LedgerLine.Event(
                        id: id, partner: try required(values[8]), type: try required(values[9]),
                        subject: try required(values[10]), sequence: try required(values[11]),
                        digest: try required(values[12]))
                }
                witness.lineWritten()
                return line.hash(after: Data.fromDatabaseValue(values[0]))
            })
        db.add(
            function: DatabaseFunction("ledger_digest", argumentCount: 1, pure: true) { values in
                let body: Data = try required(values[0])
                return Data(HMAC<SHA256>.authenticationCode(for: body, using: key.current))
            })
    }

    private static func required<Value: DatabaseValueConvertible>(_ value: DatabaseValue) throws -> Value {
        guard let value = Value.fromDatabaseValue(value) else { throw StoreError.damaged("ledger") }
        return value
    }
}
