extension Migration {
    /// People, snapshots and what came with them.
    ///
    /// A person is an integer everywhere but in `identity_block`, given in order of first appearance and never given
    /// again. `chunk_version` holds the archived columns of 16,384 consecutive people, whole or as a change of another
    /// version; `snapshot.chunks` lists the version of every chunk.
    static let workforce = Migration(
        identifier: "01-workforce",
        sql: """
            CREATE TABLE identity_key (
                key_id TEXT NOT NULL PRIMARY KEY
            );
            CREATE TABLE identity_block (
                block INTEGER PRIMARY KEY,
                people INTEGER NOT NULL,
                key_id TEXT NOT NULL,
                ids BLOB NOT NULL,
                contacts BLOB NOT NULL
            );
            CREATE TABLE code (
                kind INTEGER NOT NULL,
                code INTEGER NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY (kind, code)
            ) WITHOUT ROWID;
            CREATE TABLE chunk_version (
                id INTEGER PRIMARY KEY,
                chunk INTEGER NOT NULL,
                parent INTEGER,
                data BLOB NOT NULL
            );
            CREATE TABLE snapshot (
                id INTEGER PRIMARY KEY,
                as_of INTEGER NOT NULL,
                source TEXT NOT NULL,
                imported REAL NOT NULL,
                people INTEGER NOT NULL,
                in_service INTEGER NOT NULL,
                newcomers INTEGER NOT NULL,
                superseded INTEGER NOT NULL DEFAULT 0,
                chunks BLOB NOT NULL,
                filtered BLOB NOT NULL
            );
            CREATE UNIQUE INDEX snapshot_as_of ON snapshot (as_of) WHERE superseded = 0;
            CREATE TABLE side_file (
                id INTEGER PRIMARY KEY,
                kind INTEGER NOT NULL,
                digest BLOB NOT NULL,
                key_id TEXT NOT NULL,
                data BLOB NOT NULL,
                UNIQUE (kind, digest)
            );
            CREATE TABLE snapshot_side_file (
                snapshot INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
                kind INTEGER NOT NULL,
                side_file INTEGER NOT NULL REFERENCES side_file (id),
                PRIMARY KEY (snapshot, kind)
            ) WITHOUT ROWID;
            CREATE TABLE leaver_block (
                id INTEGER PRIMARY KEY,
                earlier INTEGER NOT NULL,
                newer INTEGER NOT NULL,
                as_of INTEGER NOT NULL,
                people INTEGER NOT NULL,
                superseded INTEGER NOT NULL DEFAULT 0,
                data BLOB NOT NULL
            );
            CREATE INDEX leaver_block_as_of ON leaver_block (as_of) WHERE superseded = 0;
            CREATE TABLE import_log (
                id INTEGER PRIMARY KEY,
                time REAL NOT NULL,
                as_of INTEGER,
                refused INTEGER NOT NULL,
                snapshot INTEGER,
                report TEXT NOT NULL
            );
            """)
}
