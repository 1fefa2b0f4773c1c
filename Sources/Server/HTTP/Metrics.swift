import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Counts of requests and their times, in the form that Prometheus reads.
final class Metrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private struct Counts {
        var requests: [Key: Int] = [:]
        /// By route, how many answers took up to each limit, all of them, and seconds in all.
        var times: [String: (within: [Int], count: Int, seconds: Double)] = [:]
    }

    private let counts = Mutex(Counts())
    private static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 10]

    func count(_ route: String, status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.requests[Key(route: route, status: status), default: 0] += 1
            var times = counts.times[route] ?? (Array(repeating: 0, count: Metrics.limits.count), 0, 0)
            for (index, limit) in Metrics.limits.enumerated() where seconds <= limit { times.within[index] += 1 }
            times.count += 1
            times.seconds += seconds
            counts.times[route] = times
        }
    }

    func text(jobs: [JobBoard.State]) -> String {
        var lines = [
            "# HELP trend_http_requests_total Requests by route and status.",
            "# TYPE trend_http_requests_total counter",
        ]
        let counts = counts.withLock { $0 }
        for (key, count) in counts.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        ) {
            lines.append("trend_http_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
        }
        lines += [
            "# HELP trend_http_request_seconds Seconds from the head of a request to its answer.",
            "# TYPE trend_http_request_seconds histogram",
        ]
        for (route, times) in counts.times.sorted(by: { $0.key < $1.key }) {
            for (limit, within) in zip(Metrics.limits, times.within) {
                lines.append("trend_http_request_seconds_bucket{route=\"\(route)\",le=\"\(limit)\"} \(within)")
            }
            lines.append("trend_http_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(times.count)")
            lines.append("trend_http_request_seconds_sum{route=\"\(route)\"} \(times.seconds)")
            lines.append("trend_http_request_seconds_count{route=\"\(route)\"} \(times.count)")
        }
        lines += ["# HELP trend_jobs Long jobs by stage.", "# TYPE trend_jobs gauge"]
        for (stage, jobs) in Dictionary(grouping: jobs, by: \.stage.rawValue).sorted(by: { $0.key < $1.key }) {
            lines.append("trend_jobs{stage=\"\(stage)\"} \(jobs.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Counts every request.
struct Counting: RouterMiddleware {
    typealias Context = PageContext

    let metrics: Metrics

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let time = (ContinuousClock.now - start).components
        // By the pattern of the route: what people ask for is nobody's business, and of any number.
        metrics.count(
            context.endpointPath ?? "none", status: response.status.code,
            seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18)
        return response
    }
}
