import Workforce

/// The dates of a sample as ten bytes each, made once.
struct DateTexts {
    private let first: Int
    private let texts: [UInt8]

    /// Dates from `from` up to `to`, both included.
    init(from: CalendarDate, to: CalendarDate) {
        first = Int(from.dayNumber)
        var texts: [UInt8] = []
        for day in from.dayNumber...to.dayNumber { texts += CalendarDate(dayNumber: day).description.utf8 }
        self.texts = texts
    }

    func put(_ day: Int, to file: ByteFile) {
        let start = (day - first) * 10
        texts.withUnsafeBufferPointer { texts in
            for place in start..<start + 10 { file.put(byte: texts[place]) }
        }
    }
}
