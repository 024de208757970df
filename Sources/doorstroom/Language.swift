import ArgumentParser
import DoorstroomConfiguration

/// A language that texts for planners come in; columns, codes and help stay English.
enum Language: String, ExpressibleByArgument, CaseIterable { case en, nl }

extension Session {
    /// Whether to speak Dutch: what is asked for, else the employer's language.
    func speaksDutch(_ asked: Language?) -> Bool { asked.map { $0 == .nl } ?? (settings.employer.language == .nl) }
}
