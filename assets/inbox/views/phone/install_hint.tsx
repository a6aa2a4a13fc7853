// How the inbox becomes an app. It stands on one's own page and comes up nowhere else.

import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InstallOffer } from "../../state/installing";

export function InstallHint({ installing }: { installing: InstallOffer }) {
  const way = installing.way.value;
  if (way === null) return null;
  return (
    <section class="install" aria-labelledby="install-title">
      <h2 class="install__title" id="install-title">
        {say("install_title")}
      </h2>
      <p class="install__text">{say("install_text")}</p>
      {way === "prompt" ? (
        <button class="button" type="button" onClick={() => void installing.install()}>
          <Icon name="download" />
          {say("install")}
        </button>
      ) : (
        <ol class="install__steps">
          <li>{say("install_step_1")}</li>
          <li>{say("install_step_2")}</li>
          <li>{say("install_step_3")}</li>
        </ol>
      )}
    </section>
  );
}
