import Workforce

/// One accepted row between the text and the columns: everything but the bytes of its texts.
///
/// A chunk lines these up, and the assembly turns them into columns while the other core reads on.
struct EmployeeRecord: BitwiseCopyable {
    /// A piece of one of the chunk's pools.
    struct Piece: BitwiseCopyable {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    /// Line ends between the start of the chunk and the row.
    var line: UInt32 = 0
    var asOf = DateColumn.absent
    var idHash: UInt32 = 0
    var id = Piece()
    var name = Piece()
    var email = Piece()
    var jobWish = Piece()
    /// Codes of the chunk.
    var skills = Piece()
    var job = CodeTable.absent
    var establishment = CodeTable.absent
    var unit = CodeTable.absent

    var birthDate = DateColumn.absent
    var hireDate = DateColumn.absent
    var serviceSince = DateColumn.absent
    var jobSince = DateColumn.absent
    var contractEnd = DateColumn.absent
    var redundantSince = DateColumn.absent
    var noticeDate = DateColumn.absent
    var exitDate = DateColumn.absent
    var consentIntroduction = DateColumn.absent

    var centiFTE = NumberColumn.absent
    var monthlySalary = NumberColumn.absent
    var trainingHours = NumberColumn.absent
    var performance = NumberColumn.absent

    /// Raw values of the code enumerations.
    var contract: UInt8 = 0
    var gender: UInt8 = 0
    var renewal: UInt8 = 0
    var exitReason: UInt8 = 0
    var indispensable: UInt8 = 0
}
