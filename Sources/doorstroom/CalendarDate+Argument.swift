import ArgumentParser
import Workforce

/// Dates on the command line are written yyyy-MM-dd.
extension CalendarDate: ExpressibleByArgument {
    package init?(argument: String) { self.init(iso: argument) }
    package var defaultValueDescription: String { description }
}
