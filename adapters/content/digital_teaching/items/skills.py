"""Situations: application of digital skills."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="skills-ka-1",
        level="KA",
        mrcdd=("2.1",),
        right=1,
        es=Words(
            stem=(
                "Preparas una sesión sobre el ciclo del agua para 4.º de Primaria y el buscador te ofrece "
                "decenas de animaciones. La más vista es muy vistosa, pero en ella el agua de los ríos sube "
                "a las nubes sin que aparezca el sol. Tienes un cuarto de hora para decidir qué proyectar "
                "mañana.\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Enlazar las cinco mejor valoradas en el aula virtual y que cada cual vea la que prefiera.",
                "Ver otras dos o tres y quedarte con la que explique bien el "
                "proceso, aunque resulte más sencilla.",
                "Proyectar esa misma, que capta la atención, y aclarar con "
                "los ejercicios posteriores el papel del sol.",
                "Elegir la primera de un portal educativo conocido, tras ver "
                "que su portada la recomienda para esa edad.",
            ),
            why=(
                "Deja en manos de niños de nueve años una selección para la que aún les faltan criterios.",
                "Comprobar la corrección y el ajuste a tu clase pesa más que "
                "lo llamativo, y en un cuarto de hora da tiempo.",
                "Una idea equivocada que entra por los ojos cuesta corregirla después con ejercicios.",
                "El portal y su portada ayudan a buscar, pero sin ver la "
                "animación no sabes si lo que explica es correcto.",
            ),
        ),
        en=Words(
            stem=(
                "You are planning a lesson on the water cycle for a class of nine-year-olds, and your "
                "search brings up dozens of animations. The one with most views is beautifully drawn, but "
                "its rivers rise into the clouds with no sun in sight. You have a quarter of an hour to "
                "settle on what to show tomorrow.\n\n"
                "What do you do?"
            ),
            options=(
                "Link the five with the best ratings in the online classroom "
                "and have pupils watch whichever appeals to them.",
                "Watch two or three others to the end and pick the one that "
                "gets the process right, even if it is plainer.",
                "Show that one, which holds their attention, and put the sun "
                "back in with the exercises afterwards.",
                "Take the first one from a well-known education site, once "
                "you see that its notes suggest it for that age.",
            ),
            why=(
                "It hands a choice to nine-year-olds who do not yet have the criteria to make it.",
                "Accuracy and fit with your class matter more than looks, "
                "and a quarter of an hour is enough to check both.",
                "A wrong idea that arrives as a vivid picture is hard to undo with exercises.",
                "A good site and its notes help you search, but without "
                "watching you cannot tell whether it gets things right.",
            ),
        ),
        difficulty=-0.25,
    ),
    Situation(
        code="skills-ka-2",
        level="KA",
        mrcdd=("2.3",),
        right=1,
        es=Words(
            stem=(
                "Para el blog abierto del centro estás montando con tu grupo de 1.º de ESO una guía de "
                "plantas de la zona. Te faltan seis fotografías y en internet las hay muy buenas. La guía "
                "quedará publicada y otras escuelas podrán descargarla.\n\n"
                "¿De dónde sacas las fotos?"
            ),
            options=(
                "Del libro digital de la asignatura, ya que el centro ha pagado su licencia para este curso.",
                "De un banco de imágenes con licencia abierta, ya que "
                "permite difundirlas si se cita a quien las hizo.",
                "De los resultados del buscador, ya que saldrán en tamaño reducido y sin fines comerciales.",
                "De páginas de botánica, ya que debajo de cada foto figurará "
                "la dirección en la que se encontró.",
            ),
            why=(
                "Esa licencia cubre el uso en clase, no que difundas sus imágenes en un sitio abierto.",
                "Una licencia abierta permite volver a publicar, y la "
                "atribución cumple lo que esa licencia pide.",
                "Las excepciones para la enseñanza no alcanzan a un blog que cualquiera puede descargar.",
                "Decir de dónde sale una foto no equivale a tener permiso para publicarla de nuevo.",
            ),
        ),
        en=Words(
            stem=(
                "Your Year 8 class is putting together a guide to local plants for the school's public "
                "blog. Six photographs are still missing and the web is full of good ones. Once published, "
                "other schools will be able to download the guide.\n\n"
                "Where do you get the pictures?"
            ),
            options=(
                "From the digital textbook for the subject, because the "
                "school has already paid for it this year.",
                "From an image library with open licences, because these "
                "allow publishing if the author is credited.",
                "From the search results, because they will appear in a "
                "small size and the guide will make no profit.",
                "From botany websites, because the address where it was "
                "found will be written under each photo.",
            ),
            why=(
                "That licence covers use in class, not passing its pictures on through a public site.",
                "An open licence allows you to republish, and the credit is "
                "what that licence asks in return.",
                "Exceptions for teaching do not stretch to a blog from which anybody can download.",
                "Saying where a photo comes from is not the same as having permission to publish it again.",
            ),
        ),
        difficulty=0.15,
    ),
    Situation(
        code="skills-ka-3",
        level="KA",
        mrcdd=("4.2",),
        right=0,
        es=Words(
            stem=(
                "Llevas las notas de Lengua de 3.º de ESO en una hoja de cálculo, con una fórmula de media "
                "ponderada que te pasó un compañero. Al cerrar el trimestre, varias notas te parecen bajas: "
                "son de alumnos con casillas vacías por tareas justificadas.\n\n"
                "¿Qué haces antes de pasar las notas al boletín?"
            ),
            options=(
                "Calcular a mano un par de esos casos y corregir la fórmula "
                "según deban contar las casillas vacías.",
                "Rellenar los huecos con la media del grupo para que la "
                "fórmula calcule de nuevo con datos completos.",
                "Retocar a mano las notas que veas bajas y ajustarlas a lo "
                "que recuerdas del trabajo de sus autores.",
                "Dejar lo que da la fórmula, igual para el grupo entero, y "
                "ver después los casos de notas reclamadas.",
            ),
            why=(
                "Comprobar con casos conocidos descubre que los vacíos "
                "cuentan como cero y permite decidir el criterio.",
                "Inventa resultados que nadie obtuvo y esconde el fallo en lugar de corregirlo.",
                "Sustituye un error por otro: la memoria no es un criterio "
                "que puedas explicar a una familia.",
                "Que la fórmula sea igual para el grupo no la hace correcta, "
                "y el boletín saldría con errores.",
            ),
        ),
        en=Words(
            stem=(
                "You keep your Year 10 English marks in a spreadsheet, using a weighted average that a "
                "colleague passed on to you. At the end of term several marks look low: they belong to "
                "pupils with empty cells for work they were excused from.\n\n"
                "What do you do before the marks go into the reports?"
            ),
            options=(
                "Work out two of those cases by hand and put the formula "
                "right once you know how blanks should count.",
                "Fill the gaps with the class average and have the formula "
                "recompute the final marks from there.",
                "Raise by hand the marks that look low and bring them into "
                "line with what you remember of the work.",
                "Keep what the sheet says, alike for the class, and look "
                "again at those cases that families query.",
            ),
            why=(
                "Testing against known cases shows that blanks count as zero and lets you settle the rule.",
                "It makes up results that nobody obtained and hides the fault instead of mending it.",
                "It swaps one error for another: memory is not a rule you could explain to a family.",
                "Treating everyone alike does not make a formula right, and the reports would go out wrong.",
            ),
        ),
        difficulty=0.25,
    ),
    Situation(
        code="skills-ka-4",
        level="KA",
        mrcdd=("5.1",),
        right=2,
        es=Words(
            stem=(
                "En 6.º de Primaria vas a usar un documental de ocho minutos como punto de partida de un "
                "debate. Una alumna tiene pérdida auditiva y sigue bien las conversaciones cara a cara. El "
                "vídeo no lleva subtítulos, pero el reproductor puede generarlos.\n\n"
                "¿Cómo preparas la sesión?"
            ),
            options=(
                "Activar los subtítulos al empezar, ver que se leen desde el "
                "fondo y parar cuando alguien lo pida.",
                "Sentar a la alumna junto al altavoz, reducir el ruido del "
                "aula y darle al acabar un resumen escrito.",
                "Generar los subtítulos, repasarlos escuchando el audio y "
                "proyectar el documental con ellos corregidos.",
                "Cambiar el vídeo por imágenes, explicarlas despacio de cara "
                "al grupo y escribir en la pizarra los términos.",
            ),
            why=(
                "Sin corregir, fallan en nombres y términos, y quien depende de ellos no puede darse cuenta.",
                "Le llega menos información y más tarde, justo cuando el debate ya ha empezado.",
                "La alumna recibe lo mismo y a la vez que el grupo, y el "
                "repaso evita los fallos de la transcripción.",
                "Es viable, pero el grupo pierde un documental que bastaba con hacer accesible.",
            ),
        ),
        en=Words(
            stem=(
                "A class of eleven-year-olds is going to watch an eight-minute documentary and then hold a "
                "debate. One girl has a hearing loss and follows face-to-face talk well. The film comes "
                "without subtitles, although the player is able to produce them.\n\n"
                "How do you prepare?"
            ),
            options=(
                "Switch the subtitles on as you begin, see that they can be "
                "read from the back and pause when asked.",
                "Seat her near the loudspeaker, cut down the noise in the "
                "room and give her a written summary at the end.",
                "Produce the subtitles, correct them against the sound and "
                "show the film with the corrected ones on.",
                "Replace the film with stills, talk through them slowly "
                "facing the class and write the terms on the board.",
            ),
            why=(
                "Uncorrected, they stumble over names and terms, and whoever depends on them cannot tell.",
                "She receives less and receives it late, when the debate is already under way.",
                "She gets the same as the others at the same time, and your "
                "check catches the errors of the transcription.",
                "It would work, but the class loses a documentary that simply needed to be made accessible.",
            ),
        ),
        difficulty=-0.15,
    ),
    Situation(
        code="skills-kd-1",
        level="KD",
        mrcdd=("3.1", "5.3"),
        right=2,
        es=Words(
            stem=(
                "En Física y Química de 2.º de ESO dispones de un simulador de circuitos. El alumnado los "
                "monta sin dificultad desde la práctica de laboratorio, pero sigue creyendo que la "
                "corriente «se gasta» al pasar por cada bombilla.\n\n"
                "¿Cómo usas el simulador en la próxima clase?"
            ),
            options=(
                "Proyectar una simulación para que vean qué ocurre con la "
                "corriente y lo respondan en un cuestionario.",
                "Repartir una guía con capturas para que monten por parejas "
                "seis circuitos, midan y anoten los datos.",
                "Pedir que por parejas predigan lo que marcará cada "
                "amperímetro, lo midan y expliquen la diferencia.",
                "Plantear una exploración libre por parejas para que prueben "
                "montajes, comparen y saquen conclusiones.",
            ),
            why=(
                "Ven la idea correcta y quizá la repitan, pero no llegan a contrastar la suya.",
                "Seguir una receta llena la tabla de datos sin que la idea de partida llegue a discutirse.",
                "Poner a prueba su propia predicción enfrenta al alumnado con la idea que hay que cambiar.",
                "Sin una pregunta que guíe, lo habitual es que vean en la pantalla lo que ya creían.",
            ),
        ),
        en=Words(
            stem=(
                "Your Year 9 physics class has a circuit simulator at hand. Since their lab session the "
                'pupils wire circuits with ease, yet they still believe that current is "used up" as it '
                "goes through each bulb.\n\n"
                "How do you use the simulator in the next lesson?"
            ),
            options=(
                "Have the class watch one simulation, see what happens to "
                "the current and answer a short quiz about it.",
                "Have pairs build six circuits from a guide with "
                "screenshots, take the readings and note them in a table.",
                "Have pairs predict the reading of each ammeter, take it and "
                "then account for whatever difference they find.",
                "Have pairs explore as they please, try out circuits, "
                "compare what they see and draw their conclusions.",
            ),
            why=(
                "They see the right idea and may repeat it, but their own is not put to the test.",
                "Following a recipe fills the table with data while the first idea goes unquestioned.",
                "Testing a prediction of their own makes pupils face the very idea that has to change.",
                "With no question to guide them, pupils tend to see on screen what they already believed.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="skills-kd-2",
        level="KD",
        mrcdd=("4.2", "4.3"),
        right=3,
        es=Words(
            stem=(
                "Has puesto en el aula virtual diez preguntas sobre proporcionalidad a tu grupo de 1.º de "
                "ESO. El informe da una media de 6,8, pero en tres preguntas ha fallado más de la mitad de "
                "la clase. Mañana pensabas empezar el tema siguiente.\n\n"
                "¿Qué haces con el informe?"
            ),
            options=(
                "Anular las tres preguntas, recalcular la nota de la clase y "
                "explicar el cambio antes de empezar el tema.",
                "Empezar mañana el tema y mandar ejercicios de repaso de "
                "esas tres preguntas a quienes han suspendido.",
                "Abrir otro intento para casa con las soluciones a la vista "
                "y empezar mañana el tema según lo previsto.",
                "Analizar los errores que se repiten en esas tres y "
                "trabajarlos al día siguiente según el tipo de error.",
            ),
            why=(
                "Borra la información más valiosa del informe antes de saber a qué se debe.",
                "La media tapa un fallo compartido que también tienen muchos de los que han aprobado.",
                "La nota subirá porque copian la solución, sin que sepas si han entendido el error.",
                "El dato útil es qué error hay detrás, y sirve para decidir qué enseñar mañana y a quién.",
            ),
        ),
        en=Words(
            stem=(
                "You set your Year 8 class ten questions on proportion in the online classroom. The report "
                "shows an average of 68%, but more than half the class missed three of the questions. "
                "Tomorrow you were going to begin a new topic.\n\n"
                "What use do you make of the report?"
            ),
            options=(
                "Cancel the three questions, work the marks out again and "
                "explain the change before you begin the topic.",
                "Begin the new topic tomorrow and send those who failed some "
                "revision exercises on those three questions.",
                "Open a second attempt at home with the solutions on view, "
                "and begin the new topic tomorrow as planned.",
                "Find the mistakes that recur in those three questions and "
                "spend part of the lesson on each type.",
            ),
            why=(
                "It wipes out the most valuable thing in the report before you know what caused it.",
                "The average hides a shared mistake that many of those who passed also make.",
                "Marks will rise because solutions get copied, and you still "
                "will not know what was understood.",
                "What helps is knowing the mistake behind the figures: it "
                "tells you what to teach tomorrow and to whom.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="skills-kd-3",
        level="KD",
        mrcdd=("2.2", "5.1"),
        right=2,
        es=Words(
            stem=(
                "Una compañera te pasa una unidad de Geografía, con una licencia que permite modificarla. "
                "Es un PDF a dos columnas, con mapas y tablas en forma de imagen. En tu 3.º de ESO, un "
                "alumno ciego utiliza lector de pantalla y varios estudiantes leen en el móvil.\n\n"
                "¿Cómo la adaptas?"
            ),
            options=(
                "Pasarla por un reconocedor de texto, quitar las columnas, "
                "subir el resultado y citar a la autora.",
                "Grabar un audio con las ideas principales, enlazarlo junto "
                "al PDF y avisar al alumno de que está allí.",
                "Rehacerla con títulos, tablas de texto y mapas descritos, "
                "probarla con el lector y citar a la autora.",
                "Ampliar la letra y los mapas, subir el contraste, quitar "
                "las columnas y guardar de nuevo el PDF.",
            ),
            why=(
                "El texto reconocido llega desordenado y con fallos, y los mapas siguen sin decir nada.",
                "Él recibe un resumen en vez de la unidad, y en el móvil se sigue leyendo mal.",
                "La estructura y las descripciones sirven al lector de "
                "pantalla y al móvil, y la prueba lo confirma.",
                "Mejora la vista de algunos, pero un lector de pantalla no lee mapas ni tablas en imagen.",
            ),
        ),
        en=Words(
            stem=(
                "A colleague gives you a geography unit under a licence that lets you change it. It is a "
                "two-column PDF whose maps and tables are pictures. In your Year 10 group a blind student "
                "works with a screen reader and several others read on their phones.\n\n"
                "How do you adapt it?"
            ),
            options=(
                "Run it through text recognition, remove the columns, upload "
                "the result and credit its author.",
                "Record the main ideas as audio, link the recording next to "
                "the PDF and let the student know it is there.",
                "Rebuild it with headings, text tables and described maps, "
                "try it with the reader and credit its author.",
                "Enlarge the print and the maps, raise the contrast, turn it "
                "into one column and save the PDF once more.",
            ),
            why=(
                "The text comes out jumbled and with errors, and the maps still say nothing.",
                "He gets a summary instead of the unit, and phones still show it badly.",
                "Structure and descriptions serve both the screen reader and "
                "the phone, and the trial confirms it.",
                "Some eyes will be grateful, but a screen reader cannot read "
                "maps and tables that are pictures.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="skills-kd-4",
        level="KD",
        mrcdd=("2.2", "5.2"),
        right=0,
        es=Words(
            stem=(
                "En tu clase de Inglés de 4.º de ESO conviven niveles muy distintos. Un asistente de "
                "inteligencia artificial te ha escrito en segundos tres versiones de una misma noticia, de "
                "más fácil a más difícil. El jueves las usarás en una actividad que acaba con una puesta en "
                "común.\n\n"
                "¿Qué haces con los textos?"
            ),
            options=(
                "Cotejarlos con la noticia y ajustarlos de modo que "
                "cualquiera de ellos prepare para la puesta en común.",
                "Pedir al asistente que compruebe nivel y datos, de modo que "
                "puedas repartir los que dé por buenos.",
                "Darlos a elegir y preparar un cuestionario por texto, de "
                "modo que cada versión tenga su propia tarea.",
                "Repartirlos según la última nota de cada estudiante, de "
                "modo que el nivel del texto se ajuste al suyo.",
            ),
            why=(
                "Detectas lo que el asistente haya cambiado y aseguras que "
                "las tres vías llevan a la misma tarea.",
                "Quien cometió el error es mal juez: el asistente puede dar por bueno un dato inventado.",
                "Elegir puede motivar, pero con textos sin revisar y tareas "
                "sueltas falla la puesta en común.",
                "Una nota global dice poco de cómo lee cada cual, y los textos siguen sin revisar.",
            ),
        ),
        en=Words(
            stem=(
                "Reading levels in your Year 11 foreign-language class are far apart. Within seconds an AI "
                "assistant has written you three versions of one news story, from easier to harder. On "
                "Thursday they will feed an activity that ends in a whole-class discussion.\n\n"
                "What do you do with the texts?"
            ),
            options=(
                "Check them against the story and adjust them, so that "
                "whichever they read prepares for the discussion.",
                "Ask the assistant to verify level and facts, so that you "
                "can hand out the versions which it approves.",
                "Have students choose one and write a separate quiz for "
                "each, so that the versions have tasks of their own.",
                "Hand them out by each student's latest mark, so that the "
                "level of the text is matched to their own.",
            ),
            why=(
                "You catch what the assistant altered and make sure that three routes lead to one task.",
                "Whoever made the error is a poor judge: the assistant may well approve an invented fact.",
                "Choice can motivate, but unchecked texts and separate "
                "quizzes leave little to discuss together.",
                "One overall mark says little about how someone reads, and the texts are still unchecked.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="skills-kc-1",
        level="KC",
        mrcdd=("3.3", "5.3"),
        right=1,
        es=Words(
            stem=(
                "Con 6.º de Primaria llevas un mes creando una enciclopedia digital del barrio. Los grupos "
                "han escrito sus entradas con esmero, pero son textos sueltos: no se citan entre sí y "
                "repiten datos sin contrastar. Quieres que el sitio recoja un saber construido en común.\n\n"
                "¿Qué introduces?"
            ),
            options=(
                "Una votación de familias y otras clases, para que los "
                "grupos vean premiadas las entradas más cuidadas.",
                "Una ronda de preguntas y mejoras entre grupos, para que "
                "enlacen y comprueben con fuentes los textos ajenos.",
                "Una ampliación con mapas, vídeos y entrevistas, para que "
                "las entradas ganen en profundidad y variedad.",
                "Un equipo de redacción con quienes mejor escriben, para que "
                "unifique el estilo y elimine lo que se repite.",
            ),
            why=(
                "El concurso anima a lucir la entrada propia más que a mejorar la de los demás.",
                "Trabajar sobre las ideas de otros, con fuentes, convierte "
                "textos sueltos en un saber compartido.",
                "Añade medios a cada texto sin que los grupos lleguen a leerse ni a contrastar datos.",
                "El sitio quedará más pulido, pero la construcción en común se reduce a unos pocos.",
            ),
        ),
        en=Words(
            stem=(
                "For a month your last-year primary class has been building an online encyclopaedia of the "
                "neighbourhood. Groups have written their entries with care, but these stand alone: none "
                "mentions another and facts are repeated unchecked. You want the site to hold knowledge "
                "built together.\n\n"
                "What do you bring in?"
            ),
            options=(
                "A vote by families and other classes, so the groups see the "
                "most careful entries get some recognition.",
                "A round of questions and improvements between groups, so "
                "they link and check with sources what others wrote.",
                "An extension with maps, videos and interviews, so the "
                "entries gain in depth and in variety of media.",
                "An editorial team of the strongest writers, so the style is "
                "evened out and whatever is repeated goes.",
            ),
            why=(
                "A contest encourages pupils to polish their own entry rather than improve those of others.",
                "Working on the ideas of others, with sources, turns separate texts into shared knowledge.",
                "It adds media to each text while groups still do not read one another or check facts.",
                "The site will read better, but building together shrinks to a handful of pupils.",
            ),
        ),
        difficulty=-0.2,
    ),
    Situation(
        code="skills-kc-2",
        level="KC",
        mrcdd=("3.4", "5.3"),
        right=0,
        es=Words(
            stem=(
                "En 1.º de Bachillerato, cada estudiante dedicará un trimestre a una investigación propia "
                "con apoyo de un espacio en línea que puedes configurar. El curso pasado publicaste allí un "
                "calendario de entregas y la mayoría trabajó la víspera de cada fecha.\n\n"
                "¿Cómo lo planteas este año?"
            ),
            options=(
                "Con un plan escrito por cada estudiante, un diario de "
                "avances y citas para revisar sus metas.",
                "Con plantillas para las distintas fases, tutoriales en "
                "vídeo y respuestas a las dudas más frecuentes.",
                "Con metas menores y semanales, avisos automáticos y un "
                "semáforo que muestre quién lleva retraso.",
                "Con fechas libres, un catálogo amplio de herramientas y un "
                "buzón en el que preguntar cuando quieran.",
            ),
            why=(
                "Planificar, registrar y reajustar con acompañamiento es lo "
                "que enseña a gobernar el propio trabajo.",
                "Facilitan la tarea, pero deciden por el estudiante lo que debería aprender a decidir.",
                "Reparte la prisa en trozos, pero el control sigue estando fuera del estudiante.",
                "La autonomía no aparece por retirar el apoyo: quien no sabe planificar se queda atrás.",
            ),
        ),
        en=Words(
            stem=(
                "In Year 12 each student will spend a term on an investigation of their own, supported by "
                "an online space you can set up as you wish. Last year you posted a calendar of deadlines "
                "there, and most of them worked the night before each one.\n\n"
                "How do you set it up this year?"
            ),
            options=(
                "With a plan written by each student, a progress diary and meetings to review their goals.",
                "With templates for the various phases, video tutorials and "
                "answers to the most frequent questions.",
                "With smaller weekly goals, automatic reminders and a "
                "traffic light showing who is running late.",
                "With free dates, a broad catalogue of tools and a mailbox "
                "for questions whenever they want to ask.",
            ),
            why=(
                "Planning, keeping track and readjusting with support is how "
                "one learns to run one's own work.",
                "They ease the task but take the very decisions that students should learn to take.",
                "It cuts the rush into pieces, but control still lies outside the student.",
                "Taking support away does not create autonomy: those who cannot plan fall behind.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="skills-kc-3",
        level="KC",
        mrcdd=("2.2", "2.3"),
        right=3,
        es=Words(
            stem=(
                "Tu departamento quiere publicar en abierto las unidades de Biología que ha creado en cinco "
                "años. Contienen fotografías de origen desconocido, gráficos de libros de texto y trabajos "
                "de antiguos alumnos con su nombre. Te encargan coordinarlo.\n\n"
                "¿Qué propones?"
            ),
            options=(
                "Ordenarlas por cursos, poner el nombre del departamento y "
                "darles en bloque una licencia abierta común.",
                "Enlazarlas en una carpeta para docentes de otros centros, "
                "quitar los nombres y avisar de que no se difundan.",
                "Publicarlas con un aviso a posibles autores, atender las "
                "reclamaciones y retirar lo que se vaya señalando.",
                "Revisar cada unidad, cambiar lo que no tenga permiso, "
                "pedirlo para los trabajos y acordar una licencia.",
            ),
            why=(
                "Nadie puede licenciar lo ajeno: la licencia de conjunto no "
                "cubre fotos, gráficos ni trabajos.",
                "Un enlace que circula entre centros también es difusión, "
                "con los mismos problemas y menos provecho.",
                "El aviso no da permiso: mientras tanto se difunden obras "
                "ajenas y datos de antiguos alumnos.",
                "Publicar en abierto exige poder ceder lo que contiene, y la "
                "revisión deja recursos que otros podrán reutilizar.",
            ),
        ),
        en=Words(
            stem=(
                "Your department wants to publish openly the biology units it has made over five years. "
                "They contain photographs of unknown origin, charts from textbooks and work by former "
                "students with their names on it. You have been asked to coordinate this.\n\n"
                "What do you propose?"
            ),
            options=(
                "Sort them by year, put the name of the department on them "
                "and give the set a common open licence.",
                "Link them from a folder for teachers at other schools, "
                "remove the names and ask for them not to be spread.",
                "Publish with a notice to possible owners, attend to their "
                "claims and take down whatever they point out.",
                "Go through each unit, replace what lacks permission, ask "
                "for the students' work and agree on a licence.",
            ),
            why=(
                "You cannot license what is not yours: a blanket licence "
                "covers neither photos nor charts nor coursework.",
                "A link passed around schools is publication too, with the same problems and less benefit.",
                "A notice is no permission: meanwhile other people's work and former students' data are out.",
                "Open publishing means being able to give away what is "
                "inside, and the review leaves units others can reuse.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="skills-kc-4",
        level="KC",
        mrcdd=("4.1", "4.2"),
        right=3,
        es=Words(
            stem=(
                "Tras un curso con portafolios digitales en 2.º de ESO, el claustro te pide una "
                "recomendación: ¿se extienden a los demás niveles? Una encuesta rápida indica que gustaron "
                "mucho y tú crees que el alumnado argumenta mejor que antes.\n\n"
                "¿En qué la basas?"
            ),
            options=(
                "En las entradas y los accesos de cada estudiante, "
                "comparados con la nota que obtuvo al final del curso.",
                "En la opinión de los docentes que lo han probado, incluidas "
                "las dificultades que encontraron.",
                "En la encuesta y en los tres portafolios que la rúbrica "
                "sitúa más alto, comentados antes con sus autores.",
                "En textos de antes y de después valorados con la misma "
                "rúbrica, incluidos los de quienes menos lo usaron.",
            ),
            why=(
                "Quien ya trabajaba bien entra más y saca mejor nota: eso no "
                "muestra el efecto del portafolio.",
                "Su experiencia cuenta, pero son juez y parte y nadie ha mirado los textos del alumnado.",
                "Gustar no es aprender, y los tres mejores casos no representan al grupo.",
                "Compara lo que se quería mejorar con un mismo criterio y no "
                "deja fuera los casos desfavorables.",
            ),
        ),
        en=Words(
            stem=(
                "After a year of digital portfolios in Year 9, the staff ask for your recommendation on "
                "taking them to the other years. A quick survey says that they were very popular, and your "
                "impression is that students argue better than they used to.\n\n"
                "What do you base it on?"
            ),
            options=(
                "On the entries and visits of each student, compared with "
                "the mark that they got at the end of the year.",
                "On the views of the teachers who tried it, including "
                "whatever doubts have come up as they went along.",
                "On the survey and the three portfolios which the rubric "
                "places highest, discussed first with their authors.",
                "On essays from before and after judged by one rubric, "
                "including those of the students who used it least.",
            ),
            why=(
                "Good workers log in more and get better marks anyway: that "
                "does not show what the portfolio did.",
                "Their experience counts, but they judge their own work and nobody has looked at the essays.",
                "Liking is not learning, and the three best cases do not stand for the group.",
                "It compares the thing you wanted to improve by one "
                "yardstick and keeps the awkward cases in.",
            ),
        ),
        difficulty=0.1,
    ),
)
