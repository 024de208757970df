package import Workforce

extension Dialect {
    /// Finds out from the first bytes of a file what its mapping leaves open.
    ///
    /// A byte order mark is believed over the mapping. Without one, zero bytes show UTF-16, and bytes that are no UTF-8
    /// show windows-1252; ISO-8859-15 cannot be told from it and is read only when the mapping names it. The delimiter
    /// is the one that splits the header and the lines after it into the same number of fields.
    /// - Parameter isWhole: `prefix` is the whole file, so that a character cut at its end is broken indeed.
    /// - Returns: the dialect, and the problem for which the file cannot be read as text at all, if there is one.
    package static func detect(
        prefix: UnsafeBufferPointer<UInt8>, isWhole: Bool, file: String, mapping: FileMapping? = nil
    ) -> (dialect: Dialect, refusal: Problem?) {
        var dialect = Dialect(quote: mapping?.quote ?? 0x22, headerLine: max(1, mapping?.headerLine ?? 1))
        dialect.detectForm(prefix, isWhole: isWhole, configured: mapping?.encoding)
        let content = UnsafeBufferPointer(rebasing: prefix[min(dialect.byteOrderMark, prefix.count)...])
        let blanks: [UInt8] = dialect.form.unitBytes == 1 ? [0x20, 0x09, 0x0A, 0x0D] : [0, 0x20, 0x09, 0x0A, 0x0D]
        if isWhole, content.allSatisfy(blanks.contains) {
            return (dialect, .emptyFile(file))
        }
        if prefix.starts(with: [0xFF, 0xFE, 0, 0]) || prefix.starts(with: [0, 0, 0xFE, 0xFF]) {
            return (dialect, .utf32(file))
        }
        if dialect.form.unitBytes == 1, content.contains(0) {
            return (dialect, .notText(file))
        }
        let text = dialect.decoded(content)
        text.withUnsafeBufferPointer { dialect.detectDelimiter($0, isWhole: isWhole, configured: mapping?.delimiter) }
        return (dialect, nil)
    }

    /// The same for bytes in an array.
    package static func detect(
        _ bytes: [UInt8], file: String, mapping: FileMapping? = nil
    ) -> (dialect: Dialect, refusal: Problem?) {
        bytes.withUnsafeBufferPointer {
            detect(
                prefix: UnsafeBufferPointer(rebasing: $0.prefix(prefixBytes)), isWhole: $0.count <= prefixBytes,
                file: file, mapping: mapping)
        }
    }

    private mutating func detectForm(
        _ prefix: UnsafeBufferPointer<UInt8>, isWhole: Bool, configured: TextEncoding?
    ) {
        if prefix.starts(with: [0xEF, 0xBB, 0xBF]) {
            (form, byteOrderMark) = (.utf8, 3)
            // Programs that join files, or mark one twice, leave more than one.
            while prefix[byteOrderMark...].starts(with: [0xEF, 0xBB, 0xBF]) { byteOrderMark += 3 }
        } else if prefix.starts(with: [0xFF, 0xFE]) {
            (form, byteOrderMark) = (.utf16LittleEndian, 2)
        } else if prefix.starts(with: [0xFE, 0xFF]) {
            (form, byteOrderMark) = (.utf16BigEndian, 2)
        } else {
            switch configured {
            case .utf8: form = .utf8
            case .windows1252: form = .windows1252
            case .iso885915: form = .iso885915
            case .utf16: form = Self.utf16Order(prefix, certain: false) ?? .utf16LittleEndian
            case nil:
                if let order = Self.utf16Order(prefix, certain: true) {
                    form = order
                } else {
                    form = UTF8Check.isValid(prefix, mayBeCut: !isWhole) ? .utf8 : .windows1252
                    isEncodingGuessed = true
                }
            }
        }
    }

    /// Latin text in UTF-16 has a zero in nearly every other byte: which half of the pair tells the order.
    private static func utf16Order(_ prefix: UnsafeBufferPointer<UInt8>, certain: Bool) -> TextForm? {
        var zeros = (even: 0, odd: 0)
        for (index, byte) in prefix.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let needed = certain ? max(1, prefix.count / 8) : 1
        if zeros.odd >= needed, zeros.odd > 4 * zeros.even { return .utf16LittleEndian }
        if zeros.even >= needed, zeros.even > 4 * zeros.odd { return .utf16BigEndian }
        return nil
    }

    /// A column's name without what cannot be seen around it: blanks that do not break, marks of byte order.
    static func name(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        // Nearly every name is as it should be.
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            isInvisible(first) || isInvisible(last)
        else { return text }
        let start = text.unicodeScalars.drop(while: isInvisible)
        guard let end = start.lastIndex(where: { !isInvisible($0) }) else { return "" }
        return String(start[...end])
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }

    /// The prefix as UTF-8.
    func decoded(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if form == .utf8 { return Array(content) }
        var transcoder = Transcoder(form: form)
        return [UInt8](unsafeUninitializedCapacity: form.maximumUTF8Bytes(for: content.count) + 8) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            count = transcoder.decode(UnsafeRawBufferPointer(content), isLast: false, to: base)
        }
    }

    private mutating func detectDelimiter(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, configured: UInt8?) {
        let named = Self.separatorLine(text)
        // `sep=;` is a line of its own that Excel writes before the names; a mapping that knows of it says line 2.
        if named != nil, headerLine == 1 { headerLine = 2 }
        let start = Self.skipLines(headerLine - 1, in: text, from: 0)
        delimiter =
            configured ?? named ?? Self.bestDelimiter(text, from: start, quote: quote, isWhole: isWhole)
    }

    /// `sep=` and one byte, on a line of its own at the start.
    private static func separatorLine(_ text: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard text.count >= 6, text[5] == 0x0A || text[5] == 0x0D else { return nil }
        let word = String(decoding: UnsafeBufferPointer(rebasing: text[..<4]), as: UTF8.self)
        return word.lowercased() == "sep=" ? text[4] : nil
    }

    /// Where the line begins that is `count` lines further on.
    static func skipLines(_ count: Int, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        for _ in 0..<max(0, count) {
            while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
            if position + 1 < text.count, text[position] == 0x0D, text[position + 1] == 0x0A { position += 1 }
            position = min(position + 1, text.count)
        }
        return position
    }

    private static func bestDelimiter(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, quote: UInt8, isWhole: Bool
    ) -> UInt8 {
        var best = (delimiter: candidates[0], agreeing: -1.0, fields: 1)
        for candidate in candidates {
            let counts = fieldCounts(text, from: start, delimiter: candidate, quote: quote, isWhole: isWhole)
            guard let header = counts.first, header > 1 else { continue }
            let rows = counts.dropFirst()
            let agreeing = rows.isEmpty ? 1 : Double(rows.count { $0 == header }) / Double(rows.count)
            if agreeing > best.agreeing || agreeing == best.agreeing && header > best.fields {
                best = (candidate, agreeing, header)
            }
        }
        return best.delimiter
    }

    /// Fields of the first records, blank lines left out; a record cut by the end of the prefix does not count.
    private static func fieldCounts(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, delimiter: UInt8, quote: UInt8, isWhole: Bool
    ) -> [Int] {
        var counts: [Int] = []
        var fields = 1
        var isQuoted = false
        var isFieldStart = true
        var recordStart = start
        for position in start..<max(start, text.count) {
            let byte = text[position]
            if byte == quote, isQuoted || isFieldStart {
                isQuoted.toggle()
                isFieldStart = !isQuoted
            } else if isQuoted {
                continue
            } else if byte == delimiter {
                fields += 1
                isFieldStart = true
            } else if byte == 0x0A || byte == 0x0D {
                if position > recordStart { counts.append(fields) }
                if counts.count == 100 { return counts }
                (fields, isFieldStart, recordStart) = (1, true, position + 1)
            } else {
                isFieldStart = false
            }
        }
        if counts.isEmpty || isWhole && !isQuoted && recordStart < text.count { counts.append(fields) }
        return counts
    }
}
