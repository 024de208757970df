import ArgumentParser
import Daemon
import Foundation
import Outreach
import Prevention
import Store
import Workforce

/// `doorstroom introductions list`
struct IntroductionsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every introduction, or with --consents every consent.",
        discussion: "What you look at is noted in the audit log.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var listing: ListingOptions
    @Flag(help: "List consents instead: when, to which text, by which channel, recorded by whom.") var consents = false

    func run() async throws {
        let session = try Session(common)
        let listings = try OutreachListings(session)
        let database = try session.openForReading()
        do {
            try database.auditBeside(systemUser: session.user, verb: "introductions list", person: nil, at: Date())
            if consents { try list(listings.consents, database) } else { try list(listings.introductions(), database) }
        } catch {
            throw DaemonError(error)
        }
    }

    private func list(_ entries: [IntroductionListing], _ database: Database) throws {
        let ids = try database.employeeIDs(entries.map(\.introduction.person))
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "introduction", "employee_id", "partner", "state", "stage", "introduced_on", "by", "expires", "used",
                "details_asked", "ended_on", "end", "reason",
            ])
        for entry in entries {
            let introduction = entry.introduction
            let references = try database.references(of: introduction.key)
            let last = references.last
            let asked = references.flatMap(\.uses).first { $0.outcome == .detailsAsked }
            try writer.row([
                .text(introduction.key), .optional(ids[introduction.person]), .text(introduction.partner),
                .text(entry.stateName), .text(introduction.stage.rawValue),
                .text(introduction.introducedOn.description), .text(introduction.by),
                .optional(last.flatMap { $0.revoked == nil ? $0.expires.formatted(.iso8601) : nil }),
                .optional(last?.used?.formatted(.iso8601)), .optional(asked?.at.formatted(.iso8601)),
                .optional(introduction.end?.on.description), .optional(introduction.end?.reason.rawValue),
                .code(introduction.isActive ? entry.reason.english : ""),
            ])
        }
        try writer.finish(empty: "Nobody is introduced.")
    }

    private func list(_ consents: [Consent], _ database: Database) throws {
        let ids = try database.employeeIDs(consents.map(\.person))
        let writer = ListingWriter(
            format: listing.chosen,
            columns: [
                "employee_id", "stage", "given_on", "text_version", "channel", "partners", "source", "recorded_by",
                "recorded", "withdrawn_on", "withdrawn_by",
            ])
        for consent in consents {
            try writer.row([
                .optional(ids[consent.person]), .text(consent.stage.rawValue), .text(consent.givenOn.description),
                .text(consent.textVersion), .text(consent.channel), .list(consent.partners ?? ["*"]),
                .text(consent.source.rawValue), .text(consent.recordedBy),
                .text(consent.recordedAt.formatted(.iso8601)), .optional(consent.withdrawn?.on.description),
                .optional(consent.withdrawn?.by),
            ])
        }
        try writer.finish(empty: "No consents.")
    }
}

/// `doorstroom introductions show INTRODUCTION`
struct IntroductionsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One introduction: the profile as it is handed out, and every use of its references.",
        discussion:
            "What you look at is noted in the audit log. Details that a person told are shown only with --details.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The introduction, as the list shows it.") var introduction: String
    @Flag(help: "Show what is handed out in the detail stage, who they are included.") var details = false

    func run() async throws {
        let session = try Session(common)
        let listings = try OutreachListings(session)
        let database = try session.openForReading()
        do {
            guard let entry = listings.introductions().first(where: { $0.introduction.key == introduction }) else {
                throw OutreachListings.unknown(introduction, .introduction)
            }
            let shown = entry.introduction
            try database.auditBeside(
                systemUser: session.user, verb: "introductions show", person: shown.person, at: Date())
            let id = try database.employeeIDs([shown.person])[shown.person] ?? ""
            try Terminal.print("introduction of \(id) to \(shown.partner), state \(entry.stateName)")
            if !entry.reason.english.isEmpty, shown.isActive { try Terminal.print(entry.reason.english) }
            if let end = shown.end {
                try Terminal.print(
                    "ended on \(end.on): \(end.reason.words.english)" + (end.by.map { ", by \($0)" } ?? ""))
            }
            for consent in listings.consents where [shown.consent, shown.detailConsent].contains(consent.id) {
                try Terminal.print(
                    "consent (\(consent.stage.rawValue)) of \(consent.givenOn) to text \(consent.textVersion) by "
                        + "\(consent.channel), recorded by \(consent.recordedBy)"
                        + (consent.withdrawn.map { "; withdrawn on \($0.on)" } ?? ""))
            }
            for reference in try database.references(of: introduction) {
                try Terminal.print(Self.line(reference))
                for use in reference.uses {
                    try Terminal.print("  \(use.at.formatted(.iso8601)) \(use.partner): \(use.outcome.rawValue)")
                }
            }
            try listings.publications(of: introduction).forEach(Terminal.print)
            try Terminal.print(shown.profile)
            if details, let text = try database.details(of: introduction) { try Terminal.print(text) }
        } catch {
            throw DaemonError(error)
        }
    }

    private static func line(_ reference: ProfileUse.Reference) -> String {
        let state: String
        if let used = reference.used {
            state = "used \(used.formatted(.iso8601))"
        } else if let revoked = reference.revoked {
            state = "dead since \(revoked.formatted(.iso8601))"
        } else {
            state = "unused, good until \(reference.expires.formatted(.iso8601))"
        }
        return "reference (\(reference.stage.rawValue)) issued \(reference.issued.formatted(.iso8601)): \(state)"
    }
}
